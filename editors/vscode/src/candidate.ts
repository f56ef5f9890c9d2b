/** The places where the server may be. */

import * as os from "node:os";
import * as path from "node:path";

/** Who names a place. */
export type Origin = "setting" | "bundled" | "path";

export interface Candidate {
  readonly origin: Origin;
  readonly path: string;
  /** It is no path, but something of another type, shown as JSON. */
  readonly isNoText?: true;
}

/** What decides where to look. */
export interface Surroundings {
  /** `dabir.server.path`: whatever the user has written there. */
  readonly setting: unknown;
  /** The folder of the extension. */
  readonly extension: string;
  /** The variable PATH. */
  readonly searchPath: string;
}

const FILE = process.platform === "win32" ? "dabir.exe" : "dabir";

/** The places to try, in order. A path in the settings is the only one: what is asked for is used, or is missing. */
export function candidates({ setting, extension, searchPath }: Surroundings): Candidate[] {
  if (typeof setting === "string" && setting.trim() !== "") {
    return [{ origin: "setting", path: expandHome(setting.trim()) }];
  }
  if (typeof setting !== "string" && setting !== undefined && setting !== null) {
    return [{ origin: "setting", path: JSON.stringify(setting), isNoText: true }];
  }
  // A relative entry of PATH would look into the opened folder, which nobody may have vouched for.
  const folders = searchPath.split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  return [
    { origin: "bundled", path: path.join(extension, "server", FILE) },
    ...folders.map((folder): Candidate => ({ origin: "path", path: path.join(folder, FILE) })),
  ];
}

/** `~/bin/dabir` -> `/home/me/bin/dabir`. */
export function expandHome(file: string): string {
  return /^~(?=$|[/\\])/.test(file) ? path.join(os.homedir(), file.slice(1)) : file;
}
