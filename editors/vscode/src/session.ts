/** The server's life: found, started, restarted and ended, one step after the other. */

import { workspace, type DocumentFilter, type ExtensionContext, type LogOutputChannel } from "vscode";

import { candidates } from "./candidate";
import type { Connection } from "./connection";
import { Crashes } from "./crashes";
import { missText, tellGivenUp, tellNoServer, tellNoStart, tellOld } from "./notice";
import { search, type Program, type Search } from "./program";
import type { State } from "./state";
import { isOlder } from "./version";

export class Session {
  private program: Program | undefined;
  private connection: Connection | undefined;
  private crashes = new Crashes();
  /** The version of which it was said that it is too old. */
  private toldOld: string | undefined;
  /** How often a start was asked for; what an earlier wish has begun is given up. */
  private wishes = 0;
  private last: Promise<void> = Promise.resolve();

  public constructor(
    private readonly context: ExtensionContext,
    private readonly selector: DocumentFilter[],
    private readonly log: LogOutputChannel,
    private readonly show: (state: State) => void,
  ) {}

  /** Starts the server, if nothing has asked for it before. */
  public startOnce(): void {
    if (this.wishes === 0) {
      void this.restart();
    }
  }

  /** Another program may be meant from now on. */
  public followSetting(): void {
    if (this.wishes > 0) {
      void this.restart();
    }
  }

  /** The program that runs, or would. */
  public async locate(): Promise<Program | undefined> {
    return this.program ?? (await this.look()).program;
  }

  /** Whether the server runs, as soon as it is clear. */
  public async isRunning(): Promise<boolean> {
    await this.last;
    return this.connection?.isRunning === true;
  }

  /** Starts the server; one that runs is ended before. */
  public restart(): Promise<void> {
    this.wishes += 1;
    this.crashes = new Crashes();
    this.connection?.abort();
    const wish = this.wishes;
    return this.next(() => this.startAgain(wish));
  }

  public stop(): Promise<void> {
    this.wishes += 1;
    this.connection?.abort();
    return this.next(() => this.end());
  }

  /** Two steps at once would leave two servers. */
  private next(step: () => Promise<void>): Promise<void> {
    this.last = this.last.then(step).catch((error: unknown) => { this.fail(error); });
    return this.last;
  }

  private async startAgain(wish: number): Promise<void> {
    await this.end();
    if (wish !== this.wishes) {
      return;
    }
    this.show({ kind: "starting" });
    const program = await this.find();
    if (program !== undefined && wish === this.wishes) {
      await this.launch(program);
    }
  }

  private look(): Promise<Search> {
    // What the user writes there may be anything.
    const setting = workspace.getConfiguration("dabir").get<unknown>("server.path");
    const extension = this.context.extensionPath;
    return search(candidates({ setting, extension, searchPath: process.env["PATH"] ?? "" }));
  }

  private async find(): Promise<Program | undefined> {
    const found = await this.look();
    found.misses.forEach((miss) => { this.log.debug(missText(miss)); });
    this.program = found.program;
    if (found.program === undefined) {
      const reason = tellNoServer(found);
      this.log.error(reason);
      this.show({ kind: "failed", reason });
      return undefined;
    }
    const { minimumServer } = this.context.extension.packageJSON as { minimumServer: string };
    const { version } = found.program;
    // Once, however often it crashes.
    if (isOlder(version, minimumServer) && this.toldOld !== version) {
      this.toldOld = version;
      tellOld(version, minimumServer);
    }
    return found.program;
  }

  private async launch(program: Program): Promise<void> {
    this.log.info(`${program.path} (${program.origin}), version ${program.version}`);
    // The client library takes most of the time of loading us, and a window without manuscripts needs none of it.
    const { Connection } = await import("./connection");
    const connection = new Connection(program, this.selector, this.log, () => { this.crashed(connection); });
    this.connection = connection;
    try {
      await connection.start();
      this.show({ kind: "running", program });
    } catch (error) {
      if (!connection.isAborted) {
        this.fail(error);
      }
    }
  }

  private crashed(connection: Connection): void {
    if (this.connection !== connection) {
      return;
    }
    const again = this.crashes.forgives(Date.now());
    if (!again) {
      this.show({ kind: "stopped" });
      tellGivenUp();
    }
    const wish = this.wishes;
    void this.next(async () => {
      // Somebody may have asked for another one meanwhile.
      if (this.connection === connection) {
        await (again ? this.startAgain(wish) : this.end());
      }
    });
  }

  private fail(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    this.log.error(reason);
    this.show({ kind: "failed", reason });
    tellNoStart(reason);
  }

  private async end(): Promise<void> {
    const connection = this.connection;
    this.connection = undefined;
    await connection?.end();
  }
}
