// What held and what did not.

export class Checks {
  failed = 0;
  passed = 0;
  #start = performance.now();

  /** Notes whether something holds; what was seen is shown with it. */
  ok(name, holds, seen) {
    this[holds ? "passed" : "failed"] += 1;
    const time = ((performance.now() - this.#start) / 1000).toFixed(1);
    const detail = seen === undefined ? "" : `  ${typeof seen === "string" ? seen : JSON.stringify(seen)}`;
    console.log(`${holds ? "ok  " : "FAIL"} [${time} s] ${name}${detail}`);
    return Boolean(holds);
  }

  equal(name, seen, expected) {
    const [left, right] = [JSON.stringify(seen), JSON.stringify(expected)];
    return this.ok(name, left === right, left === right ? left : `${left} instead of ${right}`);
  }
}

/** Waits until a function gives something true, and returns it; else its last value. */
export async function until(look, milliseconds = 30_000) {
  const end = performance.now() + milliseconds;
  for (;;) {
    const value = await look();
    if (value || performance.now() > end) {
      return value;
    }
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
}
