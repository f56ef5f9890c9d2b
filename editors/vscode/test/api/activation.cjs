// The server starts with the first document that it reads, and not before.

const { join } = require("node:path");
const { pathToFileURL } = require("node:url");

const vscode = require("vscode");

const { findings, open } = require("./until.cjs");

exports.run = async ({ ok, equal }) => {
  const { serversBelow } = await import(pathToFileURL(join(__dirname, "..", "processes.mjs")));
  await vscode.extensions.getExtension("dabir-lsp.dabir").activate();
  await new Promise((resolve) => { setTimeout(resolve, 1000); });
  equal("no server runs while nothing is open", serversBelow(process.pid), []);
  const start = performance.now();
  const found = await findings(await open("english.md"), 3);
  ok("first findings", found.length === 3, `${(performance.now() - start).toFixed(0)} ms after a document was opened, with the start of the server`);

  const { contributes } = vscode.extensions.getExtension("dabir-lsp.dabir").packageJSON;
  const known = await vscode.commands.getCommands(true);
  equal("all commands are there", contributes.commands.map(({ command }) => command).filter((name) => !known.includes(name)), []);
};
