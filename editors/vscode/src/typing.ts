/**
 * Proposals while typing, for languages in which the editor gives none by itself.
 *
 * In Markdown, quick suggestions are off, and rightly so: they would offer words and snippets in the middle of prose. Dabir
 * proposes only where a name is being typed. So after a letter it is asked, and where it knows something the editor's list
 * is opened. Letters cannot be trigger characters: the editor ignores those that are part of a word.
 */

import {
  CancellationTokenSource, commands, type CompletionItem, CompletionTriggerKind, languages, window, workspace, type Disposable,
  type DocumentSelector, type Position, type TextDocument, type TextDocumentChangeEvent,
} from "vscode";
import { CompletionRequest, type LanguageClient } from "vscode-languageclient/node";

export class Typing implements Disposable {
  /** Where the list was opened, as far as the word goes on; who closes it there wants it closed. */
  private opened: Position | undefined;
  private question = new CancellationTokenSource();
  private readonly watch: Disposable;

  public constructor(
    private readonly client: LanguageClient,
    private readonly selector: DocumentSelector,
  ) {
    this.watch = workspace.onDidChangeTextDocument((change) => {
      // The client has to tell the server of the letter first.
      setTimeout(() => void this.follow(change), 0);
    });
  }

  public dispose(): void {
    this.watch.dispose();
    this.question.cancel();
    this.question.dispose();
  }

  private async follow(change: TextDocumentChangeEvent): Promise<void> {
    const { document } = change;
    if (document !== window.activeTextEditor?.document || languages.match(this.selector, document) === 0) {
      return;
    }
    const typed = typedLetter(change);
    const goesOn = typed !== undefined && this.opened?.isEqual(typed.before) === true;
    this.opened = goesOn ? typed.after : undefined;
    if (typed !== undefined && !goesOn && !suggestsByItself(document) && (await this.knows(document, typed.after))) {
      this.opened = typed.after;
      await commands.executeCommand("editor.action.triggerSuggest", { auto: true });
    }
  }

  /** Whether the server has proposals for a place where the cursor still is when it has answered. */
  private async knows(document: TextDocument, at: Position): Promise<boolean> {
    this.question.cancel();
    this.question.dispose();
    this.question = new CancellationTokenSource();
    const { token } = this.question;
    const provider = this.client.isRunning() ? this.client.getFeature(CompletionRequest.method).getProvider(document) : undefined;
    const context = { triggerKind: CompletionTriggerKind.Invoke, triggerCharacter: undefined };
    const answer = await provider?.provideCompletionItems(document, at, token, context);
    const items = Array.isArray(answer) ? answer : (answer?.items ?? []);
    const editor = window.activeTextEditor;
    const isThere = editor?.document === document && editor.selection.active.isEqual(at);
    return items.some((item) => !isInProse(item)) && isThere && !token.isCancellationRequested;
  }
}

/** Whether the server marks a proposal as one for running text: there the list opens on request alone. */
function isInProse(item: CompletionItem & { data?: unknown }): boolean {
  return typeof item.data === "object" && item.data !== null && "prose" in item.data;
}

/** Where one letter was typed: the places before and behind it. */
function typedLetter({ contentChanges, reason }: TextDocumentChangeEvent): { before: Position; after: Position } | undefined {
  const [change, more] = contentChanges;
  const isLetter = change !== undefined && more === undefined && change.rangeLength === 0 && /^\p{L}$/u.test(change.text);
  if (!isLetter || reason !== undefined) {
    return undefined;
  }
  const before = change.range.start;
  return { before, after: before.translate(0, change.text.length) };
}

/** Whether the list opens without us, or somebody has decided that it does not. */
function suggestsByItself(document: TextDocument): boolean {
  const editor = workspace.getConfiguration("editor", document);
  const setting = editor.get<{ other?: unknown } | boolean>("quickSuggestions");
  const other = typeof setting === "object" ? setting.other : setting;
  if (other !== false && other !== "off") {
    return true;
  }
  const found = editor.inspect("quickSuggestions");
  const ofLanguage = [found?.globalLanguageValue, found?.workspaceLanguageValue, found?.workspaceFolderLanguageValue];
  const ofAll = [found?.globalValue, found?.workspaceValue, found?.workspaceFolderValue];
  // A default of the language stands above what is said of all languages.
  const decided = found?.defaultLanguageValue === undefined ? [...ofLanguage, ...ofAll] : ofLanguage;
  return decided.some((value) => value !== undefined);
}
