const vscode = require("vscode");

/** Waits until a function gives something true, and returns it; else its last value. */
exports.until = async (look, milliseconds = 20_000) => {
  const end = performance.now() + milliseconds;
  for (;;) {
    const value = await look();
    if (value || performance.now() > end) {
      return value;
    }
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
};

/** Opens a document of the test's folder in an editor. */
exports.open = async (name) => {
  const folder = vscode.workspace.workspaceFolders[0].uri;
  return (await vscode.window.showTextDocument(vscode.Uri.joinPath(folder, name), { preview: false })).document;
};

/** The findings of a document as [rule, text], when there are so many. */
exports.findings = async (document, count) => {
  const list = () => vscode.languages.getDiagnostics(document.uri).filter(({ source }) => source === "dabir");
  await exports.until(() => list().length === count);
  const found = list().sort((a, b) => a.range.start.compareTo(b.range.start));
  return found.map(({ code, range }) => [code.value, document.getText(range)]);
};

/** The place behind a text, or in front of it. */
exports.behind = (document, text) => document.positionAt(document.getText().indexOf(text) + text.length);
exports.at = (document, text) => document.positionAt(document.getText().indexOf(text));
