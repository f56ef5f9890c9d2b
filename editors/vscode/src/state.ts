/** What the server is doing. */

import type { Program } from "./program";

export type State =
  | { readonly kind: "starting" }
  | { readonly kind: "running"; readonly program: Program }
  /** It could not be found or started. */
  | { readonly kind: "failed"; readonly reason: string }
  /** It has crashed too often. */
  | { readonly kind: "stopped" };
