// A module of the extension that needs no editor.

import { fileURLToPath } from "node:url";

import { build } from "esbuild";

export async function load(name) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../../src/${name}.ts`, import.meta.url))],
    bundle: true, write: false, platform: "node", format: "esm", external: ["vscode"],
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].text).toString("base64")}`);
}
