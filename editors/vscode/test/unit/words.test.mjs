// Every text has its Persian form, and no form is left over.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";

const read = (file) => readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
const json = (file) => JSON.parse(read(file));
const sorted = (words) => [...new Set(words)].sort();
const manifest = json("package.json");

test("the texts of package.json", () => {
  const used = [...JSON.stringify(manifest).matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key);
  assert.ok(used.length > 30);
  assert.deepEqual(sorted(Object.keys(json("package.nls.json"))), sorted(used));
  assert.deepEqual(sorted(Object.keys(json("package.nls.fa.json"))), sorted(used));
});

test("the texts of the program", () => {
  const source = readdirSync(new URL("../../src", import.meta.url)).map((file) => read(`src/${file}`)).join("\n");
  const calls = source.match(/l10n\.t\(/g).length;
  const used = [...source.matchAll(/l10n\.t\(\s*"([^"]*)"/g)].map(([, text]) => text);
  assert.equal(used.length, calls, "texts are written out where they are used");
  const persian = json("l10n/bundle.l10n.fa.json");
  assert.deepEqual(sorted(Object.keys(persian)), sorted(used));
  const places = (text) => (text.match(/\{\d\}/g) ?? []).sort();
  Object.entries(persian).forEach(([english, text]) => { assert.deepEqual(places(text), places(english), english); });
});

test("what is isolated is closed again", () => {
  const texts = [...Object.values(json("l10n/bundle.l10n.fa.json")), ...Object.values(json("package.nls.fa.json"))];
  texts.forEach((text) => {
    assert.equal((text.match(/[\u2066-\u2068]/g) ?? []).length, (text.match(/\u2069/g) ?? []).length, text);
    assert.doesNotMatch(text, /[كيى]/, text);
  });
});

test("the languages are the same wherever they are named", () => {
  const languages = manifest.activationEvents.map((event) => event.replace("onLanguage:", ""));
  assert.deepEqual(Object.keys(manifest.contributes.configurationDefaults).filter((key) => key.startsWith("[")), languages.map((language) => `[${language}]`));
  const { when } = manifest.contributes.menus.commandPalette.find(({ command }) => command === "dabir.fixAll");
  assert.equal(when, `editorLangId =~ /^(${languages.join("|")})$/`);
});
