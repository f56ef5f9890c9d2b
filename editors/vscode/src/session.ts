/** The server's life: found, started, restarted and ended, one step after the other. */

import { workspace, type DocumentFilter, type ExtensionContext, type LogOutputChannel } from "vscode";

import { candidates } from "./candidate";
import type { Connection } from "./connection";
import { missText, tellGivenUp, tellNoServer, tellNoStart, tellOld } from "./notice";
import { search, type Program, type Search } from "./program";
import type { State } from "./state";
import { isOlder } from "./version";

export class Session {
  private program: Program | undefined;
  private wanted = false;
  private connection: Connection | undefined;
  private last: Promise<void> = Promise.resolve();

  public constructor(
    private readonly context: ExtensionContext,
    private readonly selector: DocumentFilter[],
    private readonly log: LogOutputChannel,
    private readonly show: (state: State) => void,
  ) {}

  /** Starts the server, if nothing has asked for it before. */
  public startOnce(): void {
    if (!this.wanted) {
      void this.restart();
    }
  }

  /** Another program may be meant from now on. */
  public followSetting(): void {
    if (this.wanted) {
      void this.restart();
    }
  }

  /** The program that runs, or would. */
  public async locate(): Promise<Program | undefined> {
    return this.program ?? (await this.look()).program;
  }

  /** Starts the server; one that runs is ended before. */
  public restart(): Promise<void> {
    this.wanted = true;
    return this.next(async () => {
      await this.end();
      await this.start();
    });
  }

  public stop(): Promise<void> {
    return this.next(() => this.end());
  }

  /** Two steps at once would leave two servers. */
  private next(step: () => Promise<void>): Promise<void> {
    this.last = this.last.then(step).catch((error: unknown) => {
      this.log.error(String(error));
    });
    return this.last;
  }

  private async start(): Promise<void> {
    this.show({ kind: "starting" });
    const program = await this.find();
    if (program !== undefined) {
      await this.launch(program);
    }
  }

  private look(): Promise<Search> {
    const setting = workspace.getConfiguration("dabir").get("server.path", "");
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
    if (isOlder(found.program.version, minimumServer)) {
      tellOld(found.program.version, minimumServer);
    }
    return found.program;
  }

  private async launch(program: Program): Promise<void> {
    this.log.info(`${program.path} (${program.origin}), version ${program.version}`);
    // The client library takes most of the time of loading us, and a window without manuscripts needs none of it.
    const { Connection } = await import("./connection");
    this.connection = new Connection(program, this.selector, this.log, {
      onStarting: () => { this.show({ kind: "starting" }); },
      onRunning: () => { this.show({ kind: "running", program }); },
      onGivenUp: () => {
        this.show({ kind: "stopped" });
        tellGivenUp();
      },
    });
    try {
      await this.connection.start();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      tellNoStart(reason);
      this.show({ kind: "failed", reason });
    }
  }

  private async end(): Promise<void> {
    const connection = this.connection;
    this.connection = undefined;
    await connection?.end().catch((error: unknown) => { this.log.debug(String(error)); });
  }
}
