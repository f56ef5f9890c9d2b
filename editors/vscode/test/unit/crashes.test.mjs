// When a server that crashes is given up.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./load.mjs";

const { Crashes } = await load("crashes");

test("four crashes in three minutes are forgiven, the fifth is not", () => {
  const crashes = new Crashes();
  assert.deepEqual([0, 1, 2, 3, 179_999].map((time) => crashes.forgives(time)), [true, true, true, true, false]);
});

test("what is three minutes old is forgotten", () => {
  const crashes = new Crashes();
  const times = [0, 1, 2, 3, 180_000, 180_001, 180_002, 180_002];
  assert.deepEqual(times.map((time) => crashes.forgives(time)), [true, true, true, true, true, true, true, false]);
});
