/** Messages to the user, with what can be done about them. */

import { commands, l10n, window } from "vscode";

import type { Flaw, Miss, Search } from "./program";

/** A button: what it says and the command that it runs. */
interface Button {
  readonly label: string;
  readonly command: string;
  readonly argument?: string;
}

type Show = (message: string, ...labels: string[]) => Thenable<string | undefined>;

const setting = (): Button =>
  ({ label: l10n.t("Open setting"), command: "workbench.action.openSettings", argument: "dabir.server.path" });
const install = (): Button =>
  ({ label: l10n.t("How to install"), command: "workbench.action.openWalkthrough", argument: "dabir-lsp.dabir#start" });
const restart = (): Button => ({ label: l10n.t("Restart"), command: "dabir.restart" });
const log = (): Button => ({ label: l10n.t("Show log"), command: "dabir.showLog" });

/** Says that no server was found, and gives the reason in short. */
export function tellNoServer({ misses }: Search): string {
  const configured = misses.find(({ candidate }) => candidate.origin === "setting");
  // What no one asked for is no reason; what is there and does not work is one.
  const miss = configured ?? misses.find(({ flaw }) => flaw.kind !== "absent");
  const reason = miss === undefined ? l10n.t("no server program was found") : missText(miss);
  const message = configured === undefined
    ? l10n.t("Dabir cannot start: {0}.", reason)
    : l10n.t("Dabir cannot start with the program of the setting dabir.server.path: {0}.", reason);
  tell(window.showErrorMessage, message, [setting(), install()]);
  return reason;
}

/** Says that the server was found and did not start. */
export function tellNoStart(reason: string): void {
  tell(window.showErrorMessage, l10n.t("The Dabir server did not start: {0}", reason), [restart(), log(), setting()]);
}

/** Says that nothing can be done without a server. */
export function tellNotRunning(): void {
  tell(window.showErrorMessage, l10n.t("The Dabir server is not running."), [restart(), log()]);
}

/** Says that the server is given up. */
export function tellGivenUp(): void {
  tell(window.showErrorMessage, l10n.t("The Dabir server has crashed repeatedly and is not started again."), [restart(), log()]);
}

/** Says that the server is too old for this extension. */
export function tellOld(version: string, minimum: string): void {
  const message = l10n.t(
    "The Dabir server is version {0}; this extension needs {1} or later, and some of it may not work.", version, minimum,
  );
  tell(window.showWarningMessage, message, [install(), setting()]);
}

export function missText({ candidate, flaw }: Miss): string {
  return l10n.t("{0}: {1}", candidate.path, flawText(flaw));
}

function flawText(flaw: Flaw): string {
  switch (flaw.kind) {
    case "notext":
      return l10n.t("this is not a path in quotation marks");
    case "relative":
      return l10n.t("the path is not absolute");
    case "absent":
      return l10n.t("there is no such file");
    case "silent":
      return l10n.t("it does not answer to --version");
    case "foreign":
      return l10n.t("it is not Dabir, it says “{0}”", flaw.detail);
    case "broken":
      return l10n.t("it cannot be run ({0})", flaw.detail);
  }
}

function tell(show: Show, message: string, buttons: readonly Button[]): void {
  void show(message, ...buttons.map(({ label }) => label)).then((label) => {
    const button = buttons.find((candidate) => candidate.label === label);
    return button && commands.executeCommand(button.command, ...(button.argument === undefined ? [] : [button.argument]));
  });
}
