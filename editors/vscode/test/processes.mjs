// The processes below one that the test has started. Linux only.

import { readdirSync, readFileSync } from "node:fs";

function parentOf(id) {
  try {
    // The second field is a name in brackets, which may hold anything.
    return Number(readFileSync(`/proc/${id}/stat`, "utf8").split(")").pop().trim().split(" ")[1]);
  } catch {
    return undefined;
  }
}

function argumentsOf(id) {
  try {
    return readFileSync(`/proc/${id}/cmdline`, "utf8").split("\0");
  } catch {
    return [];
  }
}

/** The processes that descend from one. */
export function descendants(root) {
  const ids = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map(ids.map((id) => [id, parentOf(id)]));
  const found = [root];
  for (const id of found) {
    found.push(...ids.filter((child) => parents.get(child) === id));
  }
  return found.slice(1);
}

/** The language servers below a process, as [id, program]. */
export function serversBelow(root) {
  const list = descendants(root).map((id) => [id, argumentsOf(id)]);
  return list.filter(([, words]) => words.at(-2) === "lsp" || words[2] === "lsp").map(([id, words]) => [id, words[0]]);
}
