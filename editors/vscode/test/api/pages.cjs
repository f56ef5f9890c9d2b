// The pages of rules.

const { execFileSync } = require("node:child_process");

const vscode = require("vscode");

const { findings, open, until } = require("./until.cjs");

exports.run = async ({ ok, equal }) => {
  const rules = JSON.parse(execFileSync(process.env.DABIR_TEST_SERVER, ["rules", "--format", "json"], { encoding: "utf8" }));
  const page = () => vscode.workspace.textDocuments.find(({ uri }) => uri.scheme === "dabir-rule");
  await vscode.commands.executeCommand("dabir.explainRule", "digits-mixed");
  await until(page);
  equal("the page of a rule", page()?.getText(), rules.find(({ name }) => name === "digits-mixed").page);
  const isPreview = () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).some(({ input }) => input?.viewType?.includes("markdown.preview"));
  ok("is shown as Markdown", await until(isPreview), vscode.window.tabGroups.activeTabGroup.activeTab?.label);
  await vscode.commands.executeCommand("workbench.action.closeActiveEditor");

  const document = await open("persian.md");
  await findings(document, 4);
  const targets = vscode.languages.getDiagnostics(document.uri).map(({ code }) => code.target.toString());
  ok("findings lead to the pages of their rules", targets.includes("dabir-rule:/digits-mixed.md"), targets[0]);
  const last = await vscode.workspace.openTextDocument(vscode.Uri.parse("dabir-rule:/entry-no-year.md"));
  equal("the page of a rule that nobody has asked for", last.getText(), rules.find(({ name }) => name === "entry-no-year").page);
};
