/** The server program: found, tried, and asked for what it knows. */

import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access } from "node:fs/promises";
import * as path from "node:path";
import { promisify } from "node:util";

import type { Candidate, Origin } from "./candidate";
import { versionIn } from "./version";

/** How long a program may take to say its version; the first start after an installation can be slow. */
const PATIENCE = 10_000;

const run = promisify(execFile);

/** A program that has told its version. */
export interface Program {
  readonly path: string;
  readonly origin: Origin;
  readonly version: string;
}

/** A place where there is no such program, and why. */
export interface Miss {
  readonly candidate: Candidate;
  readonly flaw: Flaw;
}

/** What is wrong with a place. */
export type Flaw =
  | { readonly kind: "notext" | "relative" | "absent" | "silent" }
  | { readonly kind: "foreign" | "broken"; readonly detail: string };

export interface Search {
  readonly program: Program | undefined;
  readonly misses: readonly Miss[];
}

/** The first of the candidates that answers. */
export async function search(candidates: readonly Candidate[]): Promise<Search> {
  const misses: Miss[] = [];
  for (const candidate of candidates) {
    const found = await probe(candidate);
    if ("version" in found) {
      return { program: found, misses };
    }
    misses.push({ candidate, flaw: found });
  }
  return { program: undefined, misses };
}

/** What a program prints when it is run with these arguments. */
export async function output(program: string, args: readonly string[]): Promise<string> {
  const options = { timeout: PATIENCE, maxBuffer: 16 << 20, windowsHide: true, killSignal: "SIGKILL" } as const;
  return (await run(program, args, options)).stdout;
}

async function probe(candidate: Candidate): Promise<Program | Flaw> {
  if (candidate.isNoText === true) {
    return { kind: "notext" };
  }
  if (!path.isAbsolute(candidate.path)) {
    return { kind: "relative" };
  }
  if (!(await exists(candidate.path))) {
    return { kind: "absent" };
  }
  try {
    const text = await output(candidate.path, ["--version"]);
    const version = versionIn(text);
    return version === undefined ? { kind: "foreign", detail: firstLine(text) } : { path: candidate.path, origin: candidate.origin, version };
  } catch (error) {
    return flawOf(error);
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file, constants.F_OK).then(
    () => true,
    () => false,
  );
}

function flawOf(error: unknown): Flaw {
  const { killed, stderr, message } = error as { killed?: boolean; stderr?: string; message?: string };
  return killed === true ? { kind: "silent" } : { kind: "broken", detail: firstLine(stderr ?? "") || firstLine(message ?? "") };
}

function firstLine(text: string): string {
  return text.trim().split("\n", 1)[0] ?? "";
}
