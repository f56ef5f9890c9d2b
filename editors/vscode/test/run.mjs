// Runs every scene in an editor of its own.
// usage: node run.mjs DABIR PACKAGES EDITOR OUT
// PACKAGES has the .vsix files, EDITOR is where code-server and its Node are installed; pictures go to OUT.

import { readdirSync, rmSync } from "node:fs";

import { chromium } from "playwright-core";

import { Checks } from "./checks.mjs";
import { install } from "./editor.mjs";
import * as api from "./scenes/api.mjs";
import * as crash from "./scenes/crash.mjs";
import * as manuscript from "./scenes/manuscript.mjs";
import * as missing from "./scenes/missing.mjs";
import * as persian from "./scenes/persian.mjs";
import * as trust from "./scenes/trust.mjs";

const SCENES = { api, manuscript, missing, crash, trust, persian };

const [server, packages, work, out] = process.argv.slice(2);
const only = process.env.SCENES?.split(",") ?? Object.keys(SCENES);
const checks = new Checks();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--lang=en"],
});

/** A window that leaves a picture when its scene breaks off. */
async function play(name, { run }, extensions) {
  console.log(`-- ${name}`);
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  try {
    await run({ checks, page, work, out, server, extensions });
  } catch (error) {
    checks.ok(`${name} comes to its end`, false, String(error?.stack ?? error).split("\n").filter((line) => !line.includes("[2m ")).join("\n"));
    await page.screenshot({ path: `${out}/${name}-broken.png` }).catch(() => undefined);
  }
  await context.close();
}

rmSync(`${work}/run`, { recursive: true, force: true });
const named = (pattern) => `${packages}/${readdirSync(packages).find((file) => pattern.test(file))}`;
const extensions = {
  bundled: install(work, "bundled", [named(/^dabir-[a-z]+.*-\d/)]),
  universal: install(work, "universal", [named(/^dabir-\d/)]),
  withEmpty: install(work, "with-empty", [named(/^dabir-[a-z]+.*-\d/), named(/^empty/)]),
};
for (const name of only) {
  await play(name, SCENES[name], extensions);
}
await browser.close();
console.log(`${checks.passed} held, ${checks.failed} did not`);
process.exit(checks.failed === 0 && only.length === Object.keys(SCENES).length ? 0 : 1);
