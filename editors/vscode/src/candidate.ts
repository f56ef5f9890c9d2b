/** The places where the server may be. */

import * as os from "node:os";
import * as path from "node:path";

/** Who names a place. */
export type Origin = "setting" | "bundled" | "path";

export interface Candidate {
  readonly origin: Origin;
  readonly path: string;
}

/** What decides where to look. */
export interface Surroundings {
  /** `dabir.server.path`. */
  readonly setting: string;
  /** The folder of the extension. */
  readonly extension: string;
  /** The variable PATH. */
  readonly searchPath: string;
}

const FILE = process.platform === "win32" ? "dabir.exe" : "dabir";

/** The places to try, in order. A path in the settings is the only one: what is asked for is used, or is missing. */
export function candidates({ setting, extension, searchPath }: Surroundings): Candidate[] {
  if (setting.trim() !== "") {
    return [{ origin: "setting", path: expandHome(setting.trim()) }];
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
