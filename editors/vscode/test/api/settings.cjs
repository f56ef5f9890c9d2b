// Settings reach the server while it runs.

const vscode = require("vscode");

const { findings, open, until } = require("./until.cjs");

exports.run = async ({ ok, equal }) => {
  const document = await open("persian.md");
  const settings = vscode.workspace.getConfiguration("dabir");
  const set = (name, value) => settings.update(name, value, vscode.ConfigurationTarget.Workspace);
  const messages = () => vscode.languages.getDiagnostics(document.uri).map(({ message }) => message);
  const inPersian = (message) => /[آ-ی]/.test(message.replace(/`[^`]*`/g, ""));

  await set("ignore", ["pages-reversed"]);
  equal("a rule is left out", (await findings(document, 3)).map(([rule]) => rule), ["cite-no-entry", "digits-mixed", "letter-arabic"]);
  await set("ignore", undefined);
  equal("and comes back", (await findings(document, 4)).length, 4);

  await until(() => messages().length === 4);
  ok("messages are in English", !messages().some(inPersian), messages()[1]);
  await set("locale", "fa");
  ok("messages are in Persian", await until(() => messages().length === 4 && messages().every(inPersian)), messages()[1]);
  ok("isolates keep the scripts apart", messages().every((message) => message.includes("\u2067") || message.includes("\u2068")), escape(messages()[1]).slice(0, 24));
  await set("bidiIsolates", "never");
  ok("and can be left out", await until(() => messages().length === 4 && !/[\u2066-\u2069]/.test(messages().join(""))), messages()[1]);
  await set("bidiIsolates", undefined);
  await set("locale", undefined);
  ok("messages are in English again", await until(() => messages().length === 4 && !messages().some(inPersian)), messages()[1]);
};

function escape(text) {
  return text.replace(/[\u2066-\u2069]/g, (control) => `<${control.codePointAt(0).toString(16)}>`);
}
