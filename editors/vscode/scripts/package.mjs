// Packs the extension.
//
// usage: node scripts/package.mjs [--out FOLDER]                    for this platform, with the server, and the universal package
//        node scripts/package.mjs --target linux-x64 [--out FOLDER] for that platform alone
//        node scripts/package.mjs --universal [--out FOLDER]        the universal package alone, without a server
// The server is the program in DABIR_BINARY; for this platform cargo builds it where that is not set.

import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { here, TARGETS } from "./targets.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));
const { values } = parseArgs({
  options: { target: { type: "string" }, universal: { type: "boolean", default: false }, out: { type: "string", default: "." } },
});
const { name, version } = JSON.parse(readFileSync(`${root}/package.json`, "utf8"));

function fail(message) {
  console.error(message);
  process.exit(2);
}

/** The server of a target. */
function server(target) {
  if (process.env.DABIR_BINARY !== undefined) {
    return process.env.DABIR_BINARY;
  }
  if (target.vsce !== here()) {
    fail(`DABIR_BINARY must name the server for ${target.vsce}`);
  }
  const words = ["build", "--release", "--locked", "--bin", "dabir", "--message-format", "json-render-diagnostics"];
  try {
    const lines = execFileSync("cargo", words, { cwd: `${root}/../..`, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"], maxBuffer: 1 << 28 });
    return lines.split("\n").filter((line) => line.startsWith("{")).map((line) => JSON.parse(line).executable).findLast(Boolean);
  } catch (error) {
    return fail(`The server cannot be built: ${error.message}. Set DABIR_BINARY to a program dabir, or say --universal.`);
  }
}

/** Lays the server where the extension looks for it, with what its licence asks to be told. */
function layServer(target) {
  const binary = server(target);
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

/** The targets that are wanted; undefined is the universal package. */
function wanted() {
  const find = (name) => TARGETS.find(({ vsce }) => vsce === name);
  if (values.universal) {
    return [undefined];
  }
  if (values.target === undefined) {
    return find(here()) === undefined ? [undefined] : [find(here()), undefined];
  }
  return [find(values.target) ?? fail(`${values.target} is none of ${TARGETS.map(({ vsce }) => vsce).join(", ")}`)];
}

const targets = wanted();
execFileSync(process.execPath, [`${root}/scripts/build.mjs`], { stdio: "inherit" });
for (const target of targets) {
  rmSync(`${root}/server`, { recursive: true, force: true });
  try {
    if (target !== undefined) {
      layServer(target);
    }
    pack(target);
  } finally {
    rmSync(`${root}/server`, { recursive: true, force: true });
  }
}
