/** The item in the editor's language status. */

import { l10n, languages, LanguageStatusSeverity, type Disposable, type DocumentSelector } from "vscode";

import type { State } from "./state";

/** What the item shows in a state. */
interface Face {
  readonly text: string;
  readonly detail: string;
  readonly severity: LanguageStatusSeverity;
}

export class Status implements Disposable {
  private readonly item;

  public constructor(selector: DocumentSelector) {
    this.item = languages.createLanguageStatusItem("dabir.status", selector);
    this.item.name = "Dabir";
    this.item.command = { command: "dabir.menu", title: l10n.t("Menu") };
    this.show({ kind: "starting" });
  }

  public show(state: State): void {
    Object.assign(this.item, face(state));
    this.item.busy = state.kind === "starting";
  }

  public dispose(): void {
    this.item.dispose();
  }
}

function face(state: State): Face {
  const { Error: error, Information: information } = LanguageStatusSeverity;
  switch (state.kind) {
    case "starting":
      return { text: "Dabir", detail: l10n.t("starting"), severity: information };
    case "running":
      return { text: `Dabir ${state.program.version}`, detail: l10n.t("running"), severity: information };
    case "failed":
      return { text: "Dabir", detail: l10n.t("not running: {0}", state.reason), severity: error };
    case "stopped":
      return { text: "Dabir", detail: l10n.t("stopped after repeated crashes; restart it from the menu"), severity: error };
  }
}
