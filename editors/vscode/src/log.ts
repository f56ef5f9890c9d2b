/** The log: what the client writes, with its own times and levels replaced by those of the editor's log. */

import type { LogOutputChannel, OutputChannel } from "vscode";

/** "[Error - 10:20:30 PM] text", as the client library begins its lines. */
const STAMP = /^\[(Trace|Debug|Info|Warn|Error)\s*- [^\]]*\]\s*/;

/** The log as the plain channel that the client library writes to. */
export function plainChannel(log: LogOutputChannel): OutputChannel {
  let held = "";
  const write = (text: string): void => {
    const stamp = STAMP.exec(text);
    const line = stamp === null ? text : text.slice(stamp[0].length);
    // Who asks for a trace wants to see it, whatever the level of the log.
    const level = stamp?.[1] === "Error" ? "error" : stamp?.[1] === "Warn" ? "warn" : "info";
    if (line.trim() !== "") {
      log[level](line.trimEnd());
    }
  };
  const flush = (text: string): void => {
    const lines = (held + text).split("\n");
    held = lines.pop() ?? "";
    lines.forEach(write);
  };
  return {
    name: log.name,
    // What the server prints on its error output comes in pieces that end anywhere.
    append: flush,
    appendLine: write,
    replace: write,
    clear: () => { log.clear(); },
    show: () => { log.show(true); },
    hide: () => { log.hide(); },
    // The log outlives the client.
    dispose: () => undefined,
  };
}
