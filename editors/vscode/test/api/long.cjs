// A document of 20 MB: it is named as too long and not read, and nothing else waits for it.

const { join } = require("node:path");
const { writeFileSync } = require("node:fs");

const vscode = require("vscode");

const { at, findings, open, until } = require("./until.cjs");

exports.run = async ({ ok, equal }) => {
  // As plain text: for Markdown the editor's own extensions would be waited for.
  const path = join(vscode.workspace.workspaceFolders[0].uri.fsPath, "long.txt");
  writeFileSync(path, "از حافظ (ناشناس، ۱۳۷8) و از سعدی.\n\n".repeat(400_000));
  const began = performance.now();
  const long = await vscode.workspace.openTextDocument(path);
  const list = () => vscode.languages.getDiagnostics(long.uri).filter(({ source }) => source === "dabir");
  await until(() => list().length > 0);
  ok("a document of 20 MB is open", long.getText().length > 12_000_000, `${Math.round(performance.now() - began)} ms`);
  equal("it is named as too long, without a page of a rule", list().map(({ code, range }) => [code, range.start.line]), [["document-too-long", 0]]);
  ok("and what to do is said", list()[0]?.message.includes("dabir check"), list()[0]?.message);

  const document = await open("english.md");
  equal("another document has its findings", (await findings(document, 3)).length, 3);
  const hover = async (uri, place) => {
    const asked = performance.now();
    const found = await vscode.commands.executeCommand("vscode.executeHoverProvider", uri, place);
    return { found: found.length, waited: Math.round(performance.now() - asked) };
  };
  const short = await hover(document.uri, at(document, "Mearsheimer, John"));
  ok("and its hovers", short.found > 0, short);
  // On a machine with other work both are slow; reading the document would take longer than any of this.
  const there = await hover(long.uri, new vscode.Position(2, 12));
  ok("a hover in the long one does not wait", there.waited < 2000 + 10 * short.waited, there);
};
