// Completion in the other script, asked for.

const vscode = require("vscode");

const { behind, open, until } = require("./until.cjs");

async function proposals(file, text, typed) {
  const document = await open(file);
  const place = behind(document, text);
  const edit = new vscode.WorkspaceEdit();
  edit.insert(document.uri, place, typed);
  await vscode.workspace.applyEdit(edit);
  const position = document.positionAt(document.offsetAt(place) + typed.trimEnd().length);
  const ask = async () => {
    const list = await vscode.commands.executeCommand("vscode.executeCompletionItemProvider", document.uri, position);
    const labels = list.items.map(({ label }) => label.label ?? label);
    return labels.length > 0 && labels;
  };
  const labels = await until(ask);
  await vscode.commands.executeCommand("workbench.action.files.revert");
  return labels;
}

exports.run = async ({ ok, equal }) => {
  const author = await proposals("persian.md", "راهبردی.\n", "\nBuz\n");
  equal("Latin letters find a Persian author, once", (author || []).filter((label) => label === "بوزان، باری").length, 1);
  const work = await proposals("english.md", "power that counts", " (مرش");
  ok("Persian letters find an English work", work && work.includes("Mearsheimer, 2001"), work);
};
