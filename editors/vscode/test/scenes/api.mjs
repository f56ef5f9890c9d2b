// The tests inside the extension host.

import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { until } from "../checks.mjs";
import { Editor } from "../editor.mjs";

const folder = (name) => fileURLToPath(new URL(`../${name}`, import.meta.url));

export async function run({ checks, page, work, server, extensions }) {
  const results = `${work}/run/api-results.jsonl`;
  const env = { DABIR_TEST_RESULTS: results, DABIR_TEST_SERVER: server };
  const editor = await Editor.start({ work, name: "api", extensions: extensions.bundled, env, automation: true });
  try {
    await page.exposeFunction("codeAutomationLog", () => undefined);
    await page.exposeFunction("codeAutomationExit", () => undefined);
    const payload = [["extensionDevelopmentPath", editor.remote(folder("empty"))], ["extensionTestsPath", editor.remote(folder("api/index.cjs"))]];
    await page.goto(editor.url(undefined, payload), { waitUntil: "domcontentloaded" });
    const lines = () => (existsSync(results) ? readFileSync(results, "utf8").split("\n").slice(0, -1).map((line) => JSON.parse(line)) : []);
    await until(() => lines().at(-1)?.name === "end", 180_000);
    lines().forEach(({ name, holds, seen }) => { checks.ok(name, holds, seen); });
    checks.equal("the module has run to its end", lines().at(-1)?.name, "end");
  } finally {
    await editor.stop();
  }
}
