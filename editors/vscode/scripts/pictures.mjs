// Takes the pictures of the README and the walkthrough from a test's screenshots of the newest editor.
//
// usage: node scripts/pictures.mjs OUT_DIR, the one that was given to test/run.sh

import { copyFileSync, readdirSync } from "node:fs";

const PREFIX = "picture-";
const folder = `${process.argv[2]}/newest`;

for (const file of readdirSync(folder).filter((name) => name.startsWith(PREFIX))) {
  const picture = `media/${file.slice(PREFIX.length)}`;
  copyFileSync(`${folder}/${file}`, new URL(`../${picture}`, import.meta.url));
  console.log(picture);
}
