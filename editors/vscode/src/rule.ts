/** The pages of the rules, as the server prints them. */

import {
  commands, EventEmitter, l10n, languages, QuickPickItemKind, Uri, window, workspace, type Disposable, type QuickPickItem,
  type TextDocumentContentProvider,
} from "vscode";

import { output } from "./program";
import type { Session } from "./session";

/** A rule, as `dabir rules --format json` lists it. */
interface Rule {
  readonly name: string;
  readonly summary: string;
  readonly severity: "error" | "warning" | "info" | "hint";
  readonly fix: "safe" | "offered" | null;
  /** Its page in Markdown, the text of `dabir explain`. */
  readonly page: string;
}

const SCHEME = "dabir-rule";

/**
 * The address of a rule's page. By a default in package.json, `workbench.editorAssociations`, it is shown as Markdown; old
 * editors leave that default alone and show its text. No command leads there because new editors run none from a finding.
 */
export function addressOf(rule: string): Uri {
  return Uri.from({ scheme: SCHEME, path: `/${rule}.md` });
}

/** Read-only documents, one a rule. */
export class RulePages implements TextDocumentContentProvider, Disposable {
  private readonly changed = new EventEmitter<Uri>();
  public readonly onDidChange = this.changed.event;
  private readonly registration = workspace.registerTextDocumentContentProvider(SCHEME, this);

  public constructor(private readonly session: Session) {}

  public async provideTextDocumentContent(uri: Uri): Promise<string> {
    const rules = await this.rules();
    return rules.find(({ name }) => addressOf(name).path === uri.path)?.page ?? "";
  }

  /** Shows the page of a rule; without a name, asks which. */
  public async explain(name?: unknown): Promise<void> {
    const rules = await this.rules();
    const chosen = typeof name === "string" ? name : await pick(rules);
    const rule = rules.find((candidate) => candidate.name === chosen);
    if (rule !== undefined) {
      await this.show(addressOf(rule.name));
    } else if (chosen !== undefined) {
      void window.showErrorMessage(l10n.t("The Dabir server knows no rule “{0}”.", chosen));
    }
  }

  public dispose(): void {
    this.registration.dispose();
    this.changed.dispose();
  }

  /** Asked each time: another server may run now. */
  private async rules(): Promise<Rule[]> {
    const program = await this.session.locate();
    if (program === undefined) {
      void window.showErrorMessage(l10n.t("The rules cannot be listed: no Dabir server was found."));
      return [];
    }
    return JSON.parse(await output(program.path, ["rules", "--format", "json"])) as Rule[];
  }

  private async show(page: Uri): Promise<void> {
    this.changed.fire(page);
    const known = await commands.getCommands(true);
    // Markdown's preview is an extension, too, and may be switched off.
    await (known.includes("markdown.showPreview")
      ? commands.executeCommand("markdown.showPreview", page)
      : window.showTextDocument(page, { preview: true }));
  }
}

/** The rules of findings at the cursor come first. */
async function pick(rules: readonly Rule[]): Promise<string | undefined> {
  if (rules.length === 0) {
    return undefined;
  }
  const here = rulesAtCursor();
  const near = rules.filter(({ name }) => here.has(name));
  const separator: QuickPickItem = { label: l10n.t("All rules"), kind: QuickPickItemKind.Separator };
  const items = near.length === 0 ? rules.map(item) : [...near.map(item), separator, ...rules.map(item)];
  const options = { placeHolder: l10n.t("Which rule?"), matchOnDetail: true };
  return (await window.showQuickPick(items, options))?.label;
}

function item({ name, summary, severity, fix }: Rule): QuickPickItem {
  const words = [severityText(severity), ...(fix === null ? [] : [fixText(fix)])];
  return { label: name, description: words.join(l10n.t(", ")), detail: summary };
}

function severityText(severity: Rule["severity"]): string {
  switch (severity) {
    case "error":
      return l10n.t("error");
    case "warning":
      return l10n.t("warning");
    case "info":
      return l10n.t("information");
    case "hint":
      return l10n.t("hint");
  }
}

function fixText(fix: "safe" | "offered"): string {
  return fix === "safe" ? l10n.t("safe fix") : l10n.t("offered fix");
}

function rulesAtCursor(): Set<string> {
  const editor = window.activeTextEditor;
  const found = editor === undefined ? [] : languages.getDiagnostics(editor.document.uri);
  const here = found.filter(({ source, range }) => source === "dabir" && editor?.selection.intersection(range) !== undefined);
  return new Set(here.map(({ code }) => String(typeof code === "object" ? code.value : code)));
}
