// Versions are found and compared.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./load.mjs";

const { isOlder, versionIn } = await load("version");

test("the version in what a program prints", () => {
  const cases = [["dabir 0.1.0\n", "0.1.0"], ["dabir 1.12.3-rc.1 (abc)\n", "1.12.3"], ["other 1.0.0\n", undefined], ["dabir\n", undefined], ["", undefined]];
  cases.forEach(([text, version]) => { assert.equal(versionIn(text), version, text); });
});

test("which of two comes first", () => {
  const cases = [["0.1.0", "0.1.0", false], ["0.1.0", "0.1.1", true], ["0.9.0", "0.10.0", true], ["1.0.0", "0.9.9", false], ["0.2.0", "0.1.9", false]];
  cases.forEach(([left, right, older]) => { assert.equal(isOlder(left, right), older, `${left} ${right}`); });
});
