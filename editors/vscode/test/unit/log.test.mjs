// The client library's lines in the editor's log.

import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./load.mjs";

const { plainChannel } = await load("log");

function written(act) {
  const lines = [];
  const write = (level) => (text) => lines.push([level, text]);
  act(plainChannel({ name: "Dabir", error: write("error"), warn: write("warn"), info: write("info") }));
  return lines;
}

test("stamps become levels", () => {
  const lines = written((channel) => {
    channel.appendLine("[Error - 10:20:30 PM] alas");
    channel.appendLine("[Warn  - 10:20:30 PM] careful");
    channel.appendLine("[Trace - 10:20:30 PM] Sending request");
    channel.appendLine("plain");
    channel.appendLine("");
  });
  assert.deepEqual(lines, [["error", "alas"], ["warn", "careful"], ["info", "Sending request"], ["info", "plain"]]);
});

test("pieces become lines", () => {
  const lines = written((channel) => { ["one ", "line\ntwo", "\nrest"].forEach((piece) => { channel.append(piece); }); });
  assert.deepEqual(lines, [["info", "one line"], ["info", "two"]]);
});
