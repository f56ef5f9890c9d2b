/** How often a server may end without being asked to, before it is given up. */

const FORGIVEN = 4;
/** Milliseconds: what lies farther back does not count. */
const SPAN = 3 * 60_000;

export class Crashes {
  private times: readonly number[] = [];

  /** Counts a crash; whether the server may be started again. */
  public forgives(now: number): boolean {
    this.times = [...this.times.filter((time) => now - time < SPAN), now];
    return this.times.length <= FORGIVEN;
  }
}
