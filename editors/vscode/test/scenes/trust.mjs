// A folder that nobody trusts names a program of its own as the server.

import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";

import { until } from "../checks.mjs";
import { Editor } from "../editor.mjs";
import { Workbench } from "../workbench.mjs";

export async function run({ checks, page, work, out, server, extensions }) {
  const settings = { "security.workspace.trust.startupPrompt": "never", "security.workspace.trust.banner": "never" };
  const editor = await Editor.start({ work, name: "trust", extensions: extensions.bundled, settings, trust: true });
  const bench = new Workbench(page);
  const mark = `${editor.data}/was-run`;
  const trap = `${editor.folder}/trap`;
  writeFileSync(trap, `#!/bin/sh\n: > '${mark}'\nexec '${server}' "$@"\n`);
  chmodSync(trap, 0o755);
  mkdirSync(`${editor.folder}/.vscode`);
  writeFileSync(`${editor.folder}/.vscode/settings.json`, JSON.stringify({ "dabir.server.path": trap }));
  try {
    await bench.open(editor.url("english.md"), ".monaco-editor .squiggly-warning");
    checks.ok("the folder is not trusted", (await bench.text(".part.statusbar", "Restricted")).includes("Restricted Mode"));
    checks.ok("the bundled server runs", editor.servers()[0]?.[1].endsWith("/server/dabir"), editor.servers());
    checks.ok("the folder's program does not", !existsSync(mark));
    await page.screenshot({ path: `${out}/40-untrusted.png` });
    await bench.command("Workspaces: Manage Workspace Trust");
    await page.click(".workspace-trust-editor .monaco-button:has-text('Trust')");
    checks.ok("once the folder is trusted, its program does", await until(() => existsSync(mark) && editor.servers().length === 1), editor.servers());
  } finally {
    await editor.stop();
  }
}
