// Packs the extension.
//
// usage: node scripts/package.mjs [--out FOLDER]                    the universal package, without a server
//        node scripts/package.mjs --target linux-x64 [--out FOLDER] for a platform, with the server in DABIR_BINARY

import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { here, TARGETS } from "./targets.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({ options: { target: { type: "string" }, out: { type: "string", default: "." } } });
const { name, version } = JSON.parse(readFileSync(`${root}/package.json`, "utf8"));

function fail(message) {
  console.error(message);
  process.exit(2);
}

/** Lays the server where the extension looks for it, with what its licence asks to be told. */
function layServer(target) {
  const binary = process.env.DABIR_BINARY ?? fail("DABIR_BINARY must name the server of the target");
  // A program for elsewhere cannot be asked.
  if (target.vsce === here()) {
    console.log(execFileSync(binary, ["--version"], { encoding: "utf8", timeout: 10_000 }).trim());
  }
  mkdirSync(`${root}/server`);
  copyFileSync(binary, `${root}/server/${target.file}`);
  chmodSync(`${root}/server/${target.file}`, 0o755);
  copyFileSync(`${root}/../../NOTICE`, `${root}/server/NOTICE`);
}

function pack(target) {
  const label = target === undefined ? "" : `-${target.vsce}`;
  const file = `${values.out}/${name}${label}-${version}.vsix`;
  const platform = target === undefined ? [] : ["--target", target.vsce];
  const vsce = fileURLToPath(new URL("../node_modules/@vscode/vsce/vsce", import.meta.url));
  execFileSync(process.execPath, [vsce, "package", "--no-dependencies", ...platform, "--out", file], { cwd: root, stdio: "inherit" });
  console.log(`${file}\t${statSync(new URL(file, `file://${root}/`)).size} bytes`);
}

const target = TARGETS.find(({ vsce }) => vsce === values.target);
if (values.target !== undefined && target === undefined) {
  fail(`${values.target} is none of ${TARGETS.map(({ vsce }) => vsce).join(", ")}`);
}
rmSync(`${root}/server`, { recursive: true, force: true });
execFileSync(process.execPath, [`${root}/scripts/build.mjs`], { stdio: "inherit" });
try {
  if (target !== undefined) {
    layServer(target);
  }
  pack(target);
} finally {
  rmSync(`${root}/server`, { recursive: true, force: true });
}
