/** Versions as `dabir --version` prints them. */

/** The first three numbers of "dabir 1.2.3-rc.1"; undefined where there are none. */
export function versionIn(text: string): string | undefined {
  return /^dabir (\d+\.\d+\.\d+)/m.exec(text)?.[1];
}

/** Whether a version comes before another one. */
export function isOlder(version: string, than: string): boolean {
  const [left, right] = [numbers(version), numbers(than)];
  const at = left.findIndex((number, place) => number !== right[place]);
  return at >= 0 && (left[at] ?? 0) < (right[at] ?? 0);
}

function numbers(version: string): number[] {
  return version.split(".").map(Number);
}
