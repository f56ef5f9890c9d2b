// Where the server is looked for.

import assert from "node:assert/strict";
import { homedir } from "node:os";
import { test } from "node:test";

import { load } from "./load.mjs";

const { candidates, expandHome } = await load("candidate");

test("a setting is the only place", () => {
  const found = candidates({ setting: " ~/bin/dabir ", extension: "/ext", searchPath: "/usr/bin" });
  assert.deepEqual(found, [{ origin: "setting", path: `${homedir()}/bin/dabir` }]);
});

test("a setting of another type is shown, and nothing else is tried", () => {
  const found = candidates({ setting: ["dabir"], extension: "/ext", searchPath: "/usr/bin" });
  assert.deepEqual(found, [{ origin: "setting", path: '["dabir"]', isNoText: true }]);
  const none = candidates({ setting: null, extension: "/ext", searchPath: "/usr/bin" });
  assert.deepEqual(none.map(({ origin }) => origin), ["bundled", "path"]);
});

test("without one, the bundled server comes before PATH, whose relative entries are left out", () => {
  const found = candidates({ setting: "", extension: "/ext", searchPath: "bin:/usr/bin::.:/opt" });
  assert.deepEqual(found.map(({ path }) => path), ["/ext/server/dabir", "/usr/bin/dabir", "/opt/dabir"]);
});

test("only a tilde by itself is the home folder", () => {
  assert.equal(expandHome("~other/dabir"), "~other/dabir");
  assert.equal(expandHome("/a/~/dabir"), "/a/~/dabir");
  assert.equal(expandHome("~"), homedir());
});
