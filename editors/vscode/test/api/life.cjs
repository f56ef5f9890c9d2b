// The server is restarted on request, comes back when it is killed, and is never there twice.

const { execPath } = require("node:process");
const { pathToFileURL } = require("node:url");
const { join } = require("node:path");

const vscode = require("vscode");

const { behind, findings, open, until } = require("./until.cjs");

exports.run = async ({ ok, equal }) => {
  const { serversBelow } = await import(pathToFileURL(join(__dirname, "..", "processes.mjs")));
  const servers = () => serversBelow(process.pid).map(([id]) => id);
  const single = async (except) => until(() => servers().length === 1 && !except.includes(servers()[0]) && servers()[0]);
  ok("the extension host is a Node program", execPath.includes("node"), execPath.split("/").pop());
  const first = await single([]);
  ok("one server runs", first);

  await vscode.commands.executeCommand("dabir.restart");
  const second = await single([first]);
  ok("a restart brings another one", second);
  const restarts = [1, 2, 3].map(() => vscode.commands.executeCommand("dabir.restart"));
  await Promise.all(restarts);
  const third = await single([first, second]);
  ok("three restarts at once leave one", third, servers().length);

  const document = await open("english.md");
  equal("it answers", (await findings(document, 3)).length, 3);
  const known = [first, second, third];
  for (let times = 1; times <= 3; times += 1) {
    await killWhileTyping(document, known.at(-1), times === 3 ? " (Nobody, 1999)" : " and so on, and so on");
    known.push(await single(known));
    ok(`killed while somebody types, it comes back, ${times}`, known.at(-1), known.at(-1));
  }
  const expected = [["cite-no-entry", "Geale, 1976"], ["cite-no-entry", "Nobody, 1999"], ["entry-not-cited", "Mearsheimer, John J."], ["punct-space-before", " ."]];
  equal("and knows what was typed meanwhile", await findings(document, 4), expected);
  await vscode.commands.executeCommand("workbench.action.files.revert");
};

async function killWhileTyping(document, server, text) {
  const editor = vscode.window.activeTextEditor;
  let place = document.lineAt(behind(document, "power that counts").line).range.end;
  for (const [count, letter] of [...text].entries()) {
    if (count === 4) {
      process.kill(server, "SIGKILL");
    }
    await editor.edit((edit) => { edit.insert(place, letter); });
    place = place.translate(0, letter.length);
  }
}
