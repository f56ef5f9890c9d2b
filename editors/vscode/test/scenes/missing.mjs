// The package without a server: nothing to be found, programs that are none, and one that is.

import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";

import { until } from "../checks.mjs";
import { Editor } from "../editor.mjs";
import { Workbench } from "../workbench.mjs";

export async function run({ checks, page, work, out, server, extensions }) {
  const home = `${work}/run/home`;
  mkdirSync(`${home}/bin`, { recursive: true });
  symlinkSync(server, `${home}/bin/dabir`);
  const fake = (name, lines) => {
    writeFileSync(`${home}/${name}`, `#!/bin/sh\n${lines}\n`);
    chmodSync(`${home}/${name}`, 0o755);
    return `${home}/${name}`;
  };
  const env = { PATH: "/usr/bin:/bin", HOME: home };
  const editor = await Editor.start({ work, name: "missing", extensions: extensions.universal, env });
  const bench = new Workbench(page);
  const shoot = (name) => page.screenshot({ path: `${out}/${name}.png` });
  /** Sets the path, and waits for a message with these words. */
  const complains = async (name, path, words) => {
    editor.set({ "dabir.server.path": path });
    const toast = await bench.text(".notification-toast", words);
    checks.ok(name, toast.includes(words), toast.replaceAll("\n", " "));
    await until(() => editor.servers().length === 0);
    // Time enough for whatever else might come.
    await page.waitForTimeout(1000);
    checks.equal(`${name}: no server runs`, editor.servers(), []);
    checks.equal(`${name}: one message is enough`, await page.locator(".notification-toast").count(), 1);
    await bench.command("Notifications: Clear All Notifications");
  };
  try {
    await bench.open(editor.url("english.md"));
    const toast = await bench.text(".notification-toast", "cannot start");
    checks.ok("a missing server is told", toast.includes("Dabir cannot start: no server program was found."), toast.replaceAll("\n", " "));
    await page.waitForTimeout(700);
    await shoot("20-missing");
    const status = await bench.status("not running");
    checks.ok("the status tells it, too", status.includes("not running: no server program was found"), status.replaceAll("\n", " "));
    await shoot("21-missing-status");
    await bench.leaveStatus();
    await page.click(".notification-toast .monaco-button:has-text('How to install')");
    const walkthrough = await bench.text(".gettingStartedContainer", "cargo install");
    checks.ok("a button shows how to install it", walkthrough.includes("cargo install --path ."), walkthrough.slice(0, 80).replaceAll("\n", " "));
    await shoot("22-walkthrough");
    await page.click(".tab.active", { button: "middle" });
    await bench.command("Dabir: Apply All Safe Fixes");
    const idle = await bench.text(".notification-toast", "is not running");
    checks.ok("what needs a server says that there is none", idle.includes("The Dabir server is not running."), idle.replaceAll("\n", " "));
    await bench.command("Notifications: Clear All Notifications");

    await complains("a relative path", "bin/dabir", "bin/dabir: the path is not absolute");
    await complains("a program that is none", fake("foreign", "echo hello 1.0"), "it is not Dabir, it says “hello 1.0”");
    await complains("a program that fails", fake("broken", "echo alas >&2; exit 3"), "it cannot be run (alas)");
    await complains("a program that never answers", fake("silent", "exec sleep 600"), "it does not answer to --version");
    await complains("a setting of another type", ["dabir"], '["dabir"]: this is not a path in quotation marks');
    const mute = fake("mute", 'test "$1" = lsp && echo "no such command" >&2 && exit 7; echo dabir 9.9.9');
    await complains("a program that speaks no protocol", mute, "did not start: it ended at once (exit code 7) and said: no such command");
    const failed = await bench.status("not running");
    checks.ok("and the status says why", failed.includes("not running: "), failed.replaceAll("\n", " "));
    await bench.leaveStatus();

    const hanging = fake("hanging", 'test "$1" = lsp && sleep 600; echo dabir 9.9.9');
    editor.set({ "dabir.server.path": hanging });
    checks.ok("a server that does not answer is waited for", await until(() => editor.servers().length === 1), editor.servers());
    editor.set({ "dabir.server.path": fake("old", `test "$1" = --version && echo dabir 0.0.9 && exit; exec '${server}' "$@"`) });
    const old = await bench.text(".notification-toast", "0.0.9");
    checks.ok("an old server is told", /version 0\.0\.9; this extension needs \d+\.\d+\.\d+ or later/.test(old), old.replaceAll("\n", " "));
    checks.ok("and used", await until(() => editor.servers().length === 1 && editor.servers()[0][1] === server), editor.servers());

    editor.set({ "dabir.server.path": "~/bin/dabir" });
    checks.ok("a path in the home folder is used", await until(() => editor.servers()[0]?.[1] === `${home}/bin/dabir`), editor.servers());
    await bench.wait(".monaco-editor .squiggly-warning");
    checks.ok("and the findings come", (await bench.status("running")).includes("running"));
  } finally {
    await editor.stop();
  }
}
