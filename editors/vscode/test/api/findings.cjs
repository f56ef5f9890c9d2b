// The findings of both manuscripts, each with exactly its text.

const { findings, open } = require("./until.cjs");

exports.run = async ({ equal }) => {
  equal("findings, English, behind an emoji", await findings(await open("english.md"), 3), [
    ["cite-no-entry", "Geale, 1976"],
    ["entry-not-cited", "Mearsheimer, John J."],
    ["punct-space-before", " ."],
  ]);
  equal("findings, Persian", await findings(await open("persian.md"), 4), [
    ["cite-no-entry", "کاظمی، ۱۳۹۲"],
    ["digits-mixed", "۱۳۹5"],
    ["letter-arabic", "كاتبان"],
    ["pages-reversed", "۶۸-۴۱"],
  ]);
};
