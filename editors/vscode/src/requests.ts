/** What is changed in messages between editor and server. */

import { type Diagnostic, workspace } from "vscode";
import type { Middleware } from "vscode-languageclient/node";

import { addressOf } from "./rule";

const SECTION = "dabir";
/** Settings of the extension; the server would report them as unknown. */
const OURS = new Set(["server", "trace"]);

export const middleware: Middleware = {
  workspace: {
    // The server asks for its settings when it is told of a change; what would be sent along has ours in it. A server that
    // is just being replaced, perhaps because of this very change, need not hear of it.
    didChangeConfiguration: (_sections, next) => next(undefined).catch(() => undefined),
    configuration: async (params, token, next) => {
      const answer = await next(params, token);
      const isServers = (at: number): boolean => params.items[at]?.section === SECTION;
      return Array.isArray(answer) ? answer.map((value: unknown, at) => (isServers(at) ? chosen(value) : value)) : answer;
    },
  },
  handleDiagnostics: (uri, diagnostics, next) => {
    next(uri, diagnostics.map(linkRule));
  },
  provideDiagnostics: async (document, previous, token, next) => {
    const report = await next(document, previous, token);
    if (report && "items" in report) {
      report.items.forEach(linkRule);
    }
    return report;
  },
};

/** What somebody has set. The server knows its defaults itself, and one that is older would complain of new settings. */
function chosen(section: unknown): unknown {
  if (typeof section !== "object" || section === null) {
    return section;
  }
  return Object.fromEntries(Object.entries(section).filter(([key]) => !OURS.has(key) && isSet(key)));
}

function isSet(key: string): boolean {
  const found = workspace.getConfiguration(SECTION).inspect(key);
  return [found?.globalValue, found?.workspaceValue, found?.workspaceFolderValue].some((value) => value !== undefined);
}

/** The name of a rule leads to its page inside the editor, which needs no network. What is no rule has no page. */
function linkRule(diagnostic: Diagnostic): Diagnostic {
  const { code } = diagnostic;
  if (typeof code === "object") {
    diagnostic.code = { value: code.value, target: addressOf(String(code.value)) };
  }
  return diagnostic;
}
