/** Where everything is put together. */

import { commands, l10n, languages, window, workspace, type ExtensionContext, type TextDocument } from "vscode";

import { fixAll } from "./fixes";
import { selectorOf } from "./languages";
import { showMenu } from "./menu";
import { RulePages } from "./rule";
import { Session } from "./session";
import { Status } from "./status";

let session: Session | undefined;

/**
 * The server starts with the first document that it reads; "plaintext" alone activates us in every window, for input boxes
 * are plain text, too. Its start is not waited for: the editor goes on, and the status item tells.
 */
export function activate(context: ExtensionContext): void {
  const selector = selectorOf(context.extension);
  const log = window.createOutputChannel("Dabir", { log: true });
  const status = new Status(selector);
  const current = new Session(context, selector, log, (state) => { status.show(state); });
  const pages = new RulePages(current);
  const begin = (document: TextDocument): void => {
    if (languages.match(selector, document) > 0) {
      current.startOnce();
    }
  };
  session = current;
  context.subscriptions.push(
    log,
    status,
    pages,
    commands.registerCommand("dabir.menu", showMenu),
    commands.registerCommand("dabir.restart", () => current.restart()),
    commands.registerCommand("dabir.showLog", () => { log.show(); }),
    commands.registerCommand("dabir.showVersion", () => showVersion(current)),
    commands.registerCommand("dabir.fixAll", () => fixAll(current, selector)),
    commands.registerCommand("dabir.explainRule", (name?: unknown) => pages.explain(name)),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("dabir.server.path")) {
        current.followSetting();
      }
    }),
    workspace.onDidOpenTextDocument(begin),
  );
  workspace.textDocuments.forEach(begin);
}

export function deactivate(): Promise<void> | undefined {
  return session?.stop();
}

async function showVersion(current: Session): Promise<void> {
  const program = await current.locate();
  const text = program === undefined
    ? l10n.t("No Dabir server was found.")
    : l10n.t("Dabir {0}, {1}", program.version, program.path);
  await window.showInformationMessage(text);
}
