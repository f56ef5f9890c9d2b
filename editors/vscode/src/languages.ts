/** The languages whose documents Dabir reads: those that start the extension, named in package.json and nowhere else. */

import type { DocumentFilter, Extension } from "vscode";

/** Documents of a disk, new ones, and those of a repository that is opened without being cloned; no old versions. */
const SCHEMES = ["file", "untitled", "vscode-vfs"];

/** The filter for documents that Dabir reads. */
export function selectorOf(extension: Extension<unknown>): DocumentFilter[] {
  return languagesOf(extension).flatMap((language) => SCHEMES.map((scheme) => ({ language, scheme })));
}

function languagesOf(extension: Extension<unknown>): string[] {
  const { activationEvents } = extension.packageJSON as { activationEvents: string[] };
  return activationEvents.flatMap((event) => /^onLanguage:(.+)$/.exec(event)?.[1] ?? []);
}
