// Rewrites the server's settings in package.json and their texts in package.nls*.json from the schema of dabir.toml.
//
// usage: node scripts/settings.mjs [--check] [SCHEMA.json]
// Without a file, the schema comes from `dabir schema`, of the program in DABIR_BINARY or on PATH.
// --check changes nothing and fails when something would change.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

/** The prefix of the generated texts; no other text may begin so. */
const PREFIX = "setting.";
/** The id of the generated section among the settings. */
const SECTION = "generated";
/** What the editor knows of JSON Schema and may be handed on. */
const HANDED_ON = new Set([
  "type", "items", "enum", "default", "additionalProperties", "properties", "patternProperties", "propertyNames",
  "minimum", "maximum", "minLength", "maxLength", "pattern", "minItems", "maxItems", "uniqueItems",
]);
/** Where the texts of each language stand in the schema, and where they go. */
const LANGUAGES = [
  { file: "package.nls.json", description: "description", values: "x-enum-descriptions", shown: (text) => text },
  // The settings editor lays everything out from left to right; RLI and PDI keep a Persian sentence in order there.
  {
    file: "package.nls.fa.json", description: "x-description-fa", values: "x-enum-descriptions-fa",
    shown: (text) => `\u2067${text}\u2069`,
  },
];
/** Invisible in the files otherwise. */
const CONTROLS = /[\u200e\u200f\u2066-\u2069]/g;

/** `bidi-isolates` -> `bidiIsolates`. */
export function camel(key) {
  return key.replace(/-([a-z])/g, (_, letter) => letter.toUpperCase());
}

/** The settings of a schema that mean something to an editor. */
function inEditor(schema) {
  return Object.entries(schema.properties).filter(([, property]) => property["x-command-line"] !== true);
}

/** The settings that a schema describes, as an extension declares them. */
export function declare(schema) {
  const entries = inEditor(schema).map(([key, property], place) => {
    const name = camel(key);
    const declared = Object.fromEntries(Object.entries(property).filter(([word]) => HANDED_ON.has(word)).map(
      ([word, value]) => [word, plain(value)],
    ));
    const values = property["x-enum-descriptions"]?.map((_, at) => `%${PREFIX}${name}.${at}%`);
    const texts = { markdownDescription: `%${PREFIX}${name}%`, ...(values && { markdownEnumDescriptions: values }) };
    return [`dabir.${name}`, { ...declared, order: place + 1, ...texts }];
  });
  return Object.fromEntries(entries);
}

/** The texts of the settings in one language. Every setting needs one. */
export function texts(schema, { description, values, shown }) {
  return Object.fromEntries(inEditor(schema).flatMap(([key, property]) => {
    const text = property[description];
    if (typeof text !== "string" || text === "") {
      throw new Error(`${key} has no ${description}`);
    }
    const meant = property["x-enum-descriptions"] ?? [];
    const said = property[values] ?? [];
    if (meant.length !== said.length) {
      throw new Error(`${key} has ${meant.length} x-enum-descriptions and ${said.length} ${values}`);
    }
    const name = `${PREFIX}${camel(key)}`;
    return [[name, shown(text)], ...said.map((value, at) => [`${name}.${at}`, shown(value)])];
  }));
}

/** The editor does not follow references. */
function plain(value) {
  if (JSON.stringify(value).includes('"$ref"')) {
    throw new Error(`$ref in ${JSON.stringify(value)}`);
  }
  return value;
}

function read(file) {
  return JSON.parse(readFileSync(new URL(`../${file}`, import.meta.url), "utf8"));
}

/** The files as they should be. */
function files(schema) {
  const manifest = read("package.json");
  const section = manifest.contributes.configuration.find(({ id }) => id === SECTION);
  section.properties = declare(schema);
  const written = LANGUAGES.map((language) => {
    const own = Object.entries(read(language.file)).filter(([key]) => !key.startsWith(PREFIX));
    return [language.file, { ...Object.fromEntries(own), ...texts(schema, language) }];
  });
  return [["package.json", manifest], ...written];
}

function schemaOf(file) {
  const text = file === undefined
    ? execFileSync(process.env.DABIR_BINARY ?? "dabir", ["schema"], { encoding: "utf8", timeout: 10_000 })
    : readFileSync(file, "utf8");
  return JSON.parse(text);
}

function main() {
  const words = process.argv.slice(2);
  const check = words.includes("--check");
  const stale = files(schemaOf(words.find((word) => word !== "--check"))).filter(([file, value]) => {
    const path = new URL(`../${file}`, import.meta.url);
    const json = JSON.stringify(value, null, 2).replace(CONTROLS, (control) => `\\u${control.codePointAt(0).toString(16)}`);
    const text = `${json}\n`;
    const differs = readFileSync(path, "utf8") !== text;
    if (differs && !check) {
      writeFileSync(path, text);
    }
    return differs;
  });
  stale.forEach(([file]) => { console.log(`${file} ${check ? "is stale; run npm run settings" : "written"}`); });
  process.exitCode = check && stale.length > 0 ? 1 : 0;
}

if (process.argv[1] === new URL(import.meta.url).pathname) {
  main();
}
