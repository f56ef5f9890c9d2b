// What is made of the schema of the settings.

import assert from "node:assert/strict";
import { test } from "node:test";

import { camel, declare, texts } from "../../scripts/settings.mjs";

const SCHEMA = {
  properties: {
    "bidi-isolates": {
      type: "string", enum: ["auto", "never"], default: "auto", description: "Isolates.", "x-description-fa": "جداکننده‌ها.",
      "x-enum-descriptions": ["A.", "N."], "x-enum-descriptions-fa": ["خ.", "ه."],
    },
    select: { type: "array", items: { type: "string" }, default: [], description: "Only these.", "x-description-fa": "تنها این‌ها.", "x-else": 1 },
  },
};
const PERSIAN = { description: "x-description-fa", values: "x-enum-descriptions-fa", shown: (text) => `<${text}>` };

test("keys are written as editors write them", () => {
  assert.deepEqual(["select", "bidi-isolates", "a-b-c"].map(camel), ["select", "bidiIsolates", "aBC"]);
});

test("settings are declared in the order of the schema, with their texts elsewhere", () => {
  assert.deepEqual(declare(SCHEMA), {
    "dabir.bidiIsolates": {
      type: "string", enum: ["auto", "never"], default: "auto", order: 1, markdownDescription: "%setting.bidiIsolates%",
      markdownEnumDescriptions: ["%setting.bidiIsolates.0%", "%setting.bidiIsolates.1%"],
    },
    "dabir.select": { type: "array", items: { type: "string" }, default: [], order: 2, markdownDescription: "%setting.select%" },
  });
  assert.deepEqual(texts(SCHEMA, PERSIAN), {
    "setting.bidiIsolates": "<جداکننده‌ها.>", "setting.bidiIsolates.0": "<خ.>", "setting.bidiIsolates.1": "<ه.>", "setting.select": "<تنها این‌ها.>",
  });
});

test("a setting without its Persian text is refused, and so is a reference", () => {
  assert.throws(() => texts({ properties: { a: { description: "A." } } }, PERSIAN), /a has no x-description-fa/);
  assert.throws(() => declare({ properties: { a: { items: { $ref: "#/definitions/b" } } } }), /\$ref/);
});
