// Runs inside the extension host: what the extension does, seen through the API that other extensions have.
// The results go, one JSON object a line, to the file that DABIR_TEST_RESULTS names.

const { appendFileSync } = require("node:fs");

const { until } = require("./until.cjs");
const parts = [
  require("./activation.cjs"), require("./findings.cjs"), require("./lookup.cjs"), require("./proposals.cjs"),
  require("./settings.cjs"), require("./pages.cjs"), require("./fixes.cjs"), require("./long.cjs"), require("./life.cjs"),
];

function ok(name, holds, seen) {
  appendFileSync(process.env.DABIR_TEST_RESULTS, `${JSON.stringify({ name, holds: Boolean(holds), seen })}\n`);
}

function equal(name, seen, expected) {
  ok(name, JSON.stringify(seen) === JSON.stringify(expected), { seen, ...(JSON.stringify(seen) === JSON.stringify(expected) ? {} : { expected }) });
}

exports.run = async () => {
  for (const part of parts) {
    try {
      await part.run({ ok, equal, until });
    } catch (error) {
      ok("a part comes to its end", false, String(error?.stack ?? error));
    }
  }
  ok("end", true);
};
