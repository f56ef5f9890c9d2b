// Hover, definition, references, outline.

const vscode = require("vscode");

const { at, behind, open } = require("./until.cjs");

exports.run = async ({ ok, equal }) => {
  const document = await open("persian.md");
  const ask = (command, position) => vscode.commands.executeCommand(command, document.uri, position);
  const citation = behind(document, "(بوز");
  const entry = behind(document, "\nبوز");

  const hovers = await ask("vscode.executeHoverProvider", citation);
  const text = hovers.flatMap(({ contents }) => contents.map(({ value }) => value)).join("\n");
  ok("hover on a citation shows its entry", text.includes("مردم، دولت‌ها و هراس"), text.slice(0, 120));

  const [definition] = await ask("vscode.executeDefinitionProvider", citation);
  equal("from a citation to its entry", (definition?.targetRange ?? definition?.range)?.start.line, entry.line);

  const references = await ask("vscode.executeReferenceProvider", entry);
  ok("from an entry to its citations", references.some(({ range }) => range.start.line === citation.line), references.length);

  const symbols = await vscode.commands.executeCommand("vscode.executeDocumentSymbolProvider", document.uri);
  const names = symbols.flatMap(({ name, children }) => [name, ...children.map((child) => child.name)]);
  ok("the list in the outline", names.some((name) => name.includes("بوزان") && at(document, "بوزان") !== undefined), names);
};
