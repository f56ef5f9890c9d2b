/** All safe fixes of the active document at once. */

import { commands, l10n, languages, Range, window, workspace, type CodeAction, type DocumentSelector } from "vscode";

import { tellNotRunning } from "./notice";
import type { Session } from "./session";

const KIND = "source.fixAll.dabir";

export async function fixAll(session: Session, selector: DocumentSelector): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (document === undefined || languages.match(selector, document) === 0) {
    void window.showInformationMessage(l10n.t("Open a manuscript first: Dabir does not read this document."));
    return;
  }
  if (!(await session.isRunning())) {
    tellNotRunning();
    return;
  }
  const { version } = document;
  const whole = new Range(0, 0, document.lineCount, 0);
  const actions = await commands.executeCommand<CodeAction[]>("vscode.executeCodeActionProvider", document.uri, whole, KIND);
  const edit = actions.find((action) => action.kind?.value === KIND)?.edit;
  if (edit === undefined) {
    window.setStatusBarMessage(l10n.t("Dabir: nothing to fix"), 4000);
  } else if (document.version !== version || !(await workspace.applyEdit(edit))) {
    // The places in it are those of the text for which it was made.
    void window.showWarningMessage(l10n.t("Nothing was fixed: the document has changed meanwhile, or cannot be changed."));
  }
}
