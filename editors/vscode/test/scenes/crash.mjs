// A server from PATH that is killed again and again.

import { mkdirSync, symlinkSync } from "node:fs";

import { until } from "../checks.mjs";
import { Editor } from "../editor.mjs";
import { Workbench } from "../workbench.mjs";

export async function run({ checks, page, work, out, server, extensions }) {
  const bin = `${work}/run/bin`;
  mkdirSync(bin, { recursive: true });
  symlinkSync(server, `${bin}/dabir`);
  const env = { PATH: `relative:${bin}:${process.env.PATH}` };
  const editor = await Editor.start({ work, name: "crash", extensions: extensions.universal, env });
  const bench = new Workbench(page);
  const killed = [];
  const alive = () => until(() => editor.servers().find(([id]) => !killed.includes(id)));
  try {
    await bench.open(editor.url("english.md"), ".monaco-editor .squiggly-warning");
    checks.equal("the server on PATH is used", (await alive())?.[1], `${bin}/dabir`);
    for (let times = 1; times <= 5; times += 1) {
      const [id] = (await alive()) ?? [];
      checks.ok(`a server runs before crash ${times}`, id !== undefined, id);
      // One that has not answered yet is not a server that crashed, but one that did not start.
      await bench.status("running");
      await bench.leaveStatus();
      killed.push(id);
      process.kill(id, "SIGKILL");
      if (times === 1) {
        await bench.type("typed while nobody listens");
        checks.equal("who writes on is not disturbed", await page.locator(".notification-toast").count(), 0);
      }
    }
    const toast = await bench.text(".notification-toast", "crashed");
    checks.ok("after the fifth crash it is given up", toast.includes("has crashed repeatedly and is not started again"), toast.replaceAll("\n", " "));
    checks.equal("in one message", await page.locator(".notification-toast").count(), 1);
    const status = await bench.status("stopped");
    checks.ok("and the status says what to do", status.includes("stopped after repeated crashes; restart it from the menu"), status.replaceAll("\n", " "));
    await page.screenshot({ path: `${out}/30-given-up.png` });
    await page.waitForTimeout(1500);
    checks.equal("it is not started again", editor.servers(), []);
    await bench.leaveStatus();
    await page.click(".notification-toast .monaco-button:has-text('Restart')");
    checks.ok("until somebody asks for it", await alive());
    await bench.wait(".monaco-editor .squiggly-warning");
    checks.ok("and then it runs", (await bench.status("running")).includes("running"));
    await bench.leaveStatus();
    const [[stuck]] = editor.servers();
    process.kill(stuck, "SIGSTOP");
    await bench.command("Dabir: Restart Server");
    const others = () => editor.servers().map(([id]) => id);
    checks.ok("a server that does not obey is ended all the same", await until(() => others().length === 1 && !others().includes(stuck)), others());
    checks.ok("and another one runs", (await bench.status("running")).includes("running"));
  } finally {
    await editor.stop();
  }
}
