/** All safe fixes of the active document at once. */

import { commands, l10n, languages, Range, window, workspace, type CodeAction, type DocumentSelector } from "vscode";

const KIND = "source.fixAll.dabir";

export async function fixAll(selector: DocumentSelector): Promise<void> {
  const document = window.activeTextEditor?.document;
  if (document === undefined || languages.match(selector, document) === 0) {
    void window.showInformationMessage(l10n.t("Open a manuscript first: Dabir does not read this document."));
    return;
  }
  const whole = new Range(0, 0, document.lineCount, 0);
  const actions = await commands.executeCommand<CodeAction[]>("vscode.executeCodeActionProvider", document.uri, whole, KIND);
  const edit = actions.find((action) => action.kind?.value === KIND)?.edit;
  if (edit === undefined) {
    window.setStatusBarMessage(l10n.t("Dabir: nothing to fix"), 4000);
  } else if (!(await workspace.applyEdit(edit))) {
    void window.showWarningMessage(l10n.t("Nothing was fixed: the document has changed meanwhile, or may not be changed."));
  }
}
