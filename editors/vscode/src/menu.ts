/** The menu behind the status item. */

import { commands, l10n, window, type QuickPickItem } from "vscode";

interface Entry extends QuickPickItem {
  readonly command: string;
  readonly argument?: string;
}

export async function showMenu(): Promise<void> {
  const entry = await window.showQuickPick(entries(), { placeHolder: "Dabir" });
  if (entry !== undefined) {
    await commands.executeCommand(entry.command, ...(entry.argument === undefined ? [] : [entry.argument]));
  }
}

function entries(): Entry[] {
  return [
    { label: `$(wand) ${l10n.t("Apply all safe fixes")}`, command: "dabir.fixAll" },
    { label: `$(book) ${l10n.t("Explain a rule")}`, command: "dabir.explainRule" },
    { label: `$(debug-restart) ${l10n.t("Restart server")}`, command: "dabir.restart" },
    { label: `$(output) ${l10n.t("Show log")}`, command: "dabir.showLog" },
    { label: `$(info) ${l10n.t("Show version of the server")}`, command: "dabir.showVersion" },
    { label: `$(gear) ${l10n.t("Settings")}`, command: "workbench.action.openSettings", argument: "@ext:dabir-lsp.dabir" },
  ];
}
