// Bundles the extension into out/main.js and collects the licences of what is bundled.
//
// usage: node scripts/build.mjs [--debug]

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

const root = fileURLToPath(new URL("..", import.meta.url));
const debug = process.argv.includes("--debug");

/** The folders of the packages that a bundle was made of. */
function packages({ inputs }) {
  const found = Object.keys(inputs).flatMap((input) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0] ?? []);
  return [...new Set(found)].sort();
}

/** The licence of a package with its name; a package without one must not be shipped. */
function licence(folder) {
  const { name, version } = JSON.parse(readFileSync(`${root}/${folder}/package.json`, "utf8"));
  const file = ["License.txt", "LICENSE", "LICENSE.md", "LICENSE.txt", "license"].find((file) => existsSync(`${root}/${folder}/${file}`));
  if (file === undefined) {
    throw new Error(`${name} has no licence file`);
  }
  return `${name} ${version}\n\n${readFileSync(`${root}/${folder}/${file}`, "utf8").replaceAll("\r\n", "\n").trim()}\n`;
}

rmSync(`${root}/out`, { recursive: true, force: true });
mkdirSync(`${root}/out`);
const { metafile } = await build({
  absWorkingDir: root,
  entryPoints: ["src/main.ts"],
  outfile: "out/main.js",
  bundle: true,
  platform: "node",
  format: "cjs",
  // Node of the oldest editor in package.json.
  target: "node18",
  external: ["vscode"],
  minify: !debug,
  sourcemap: debug,
  metafile: true,
  logLevel: "warning",
});
writeFileSync(`${root}/out/LICENSES.txt`, packages(metafile).map(licence).join(`\n${"-".repeat(40)}\n\n`));
