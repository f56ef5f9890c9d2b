// Quick fixes one by one, and all safe ones at once. What `dabir check --fix` writes is the measure.

const { execFileSync } = require("node:child_process");
const { mkdtempSync, readFileSync, rmSync, writeFileSync } = require("node:fs");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

const vscode = require("vscode");

const { findings, open, until } = require("./until.cjs");

function fixed(text) {
  const folder = mkdtempSync(join(tmpdir(), "dabir-fix-"));
  const file = join(folder, "persian.md");
  writeFileSync(file, text);
  try {
    execFileSync(process.env.DABIR_TEST_SERVER, ["check", "--fix", file], { stdio: "ignore" });
  } catch (error) {
    // Findings that stay make the status 1.
    if (error.status !== 1) {
      throw error;
    }
  }
  const result = readFileSync(file, "utf8");
  rmSync(folder, { recursive: true });
  return result;
}

exports.run = async ({ ok, equal }) => {
  const document = await open("persian.md");
  await findings(document, 4);
  const before = document.getText();
  const pages = vscode.languages.getDiagnostics(document.uri).find(({ code }) => code.value === "pages-reversed");
  const actions = await vscode.commands.executeCommand("vscode.executeCodeActionProvider", document.uri, pages.range, "quickfix");
  const action = actions.find(({ edit }) => edit !== undefined);
  ok("a fix is offered", action !== undefined, actions.map(({ title }) => title));
  await vscode.workspace.applyEdit(action.edit);
  ok("and applied", await until(() => document.getText() === before.replace("۶۸-۴۱", "۴۱-۶۸")), document.lineAt(pages.range.start.line).text.slice(-12));
  ok("and its finding goes", (await findings(document, 3)).length === 3);

  const expected = fixed(document.getText());
  ok("there is something to fix", expected !== document.getText());
  await vscode.commands.executeCommand("dabir.fixAll");
  await until(() => document.getText() === expected);
  equal("all safe fixes are those of the terminal", document.getText(), expected);
  equal("what needs a person stays", (await findings(document, 1)).map(([rule]) => rule), ["cite-no-entry"]);
  await vscode.commands.executeCommand("dabir.fixAll");
  equal("a second time changes nothing", document.getText(), expected);
  await vscode.commands.executeCommand("workbench.action.files.revert");
  await protect({ equal });
};

async function protect({ equal }) {
  const document = await open("persian.md");
  const files = vscode.workspace.getConfiguration("files");
  await files.update("readonlyInclude", { "**/persian.md": true }, vscode.ConfigurationTarget.Workspace);
  equal("a read-only document has its findings", (await findings(document, 4)).length, 4);
  const saved = readFileSync(document.fileName, "utf8");
  await vscode.commands.executeCommand("dabir.fixAll");
  equal("and nothing is written into it", readFileSync(document.fileName, "utf8"), saved);
  await vscode.commands.executeCommand("workbench.action.files.revert");
  await files.update("readonlyInclude", undefined, vscode.ConfigurationTarget.Workspace);
}
