/** One server process and its client: started once, ended once. */

import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";

import { l10n, type Disposable, type DocumentFilter, type LogOutputChannel } from "vscode";
import { CloseAction, ErrorAction, LanguageClient, type LanguageClientOptions } from "vscode-languageclient/node";

import { plainChannel } from "./log";
import type { Program } from "./program";
import { middleware } from "./requests";
import { Typing } from "./typing";

/** Milliseconds: how long a server may take to answer its first request, to obey, and to be gone after that. */
const PATIENCE = { start: 20_000, stop: 2000, exit: 500 };

/** Writes into the log what the library would also tell the user, in its own words and besides ours. */
class QuietClient extends LanguageClient {
  public override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }

  /** The library also stops what has not started, and lets nobody catch that this fails. */
  public override async stop(timeout?: number): Promise<void> {
    try {
      await super.stop(timeout);
    } catch (error) {
      this.debug(String(error), undefined, false);
    }
  }
}

export class Connection {
  private readonly client: LanguageClient;
  private readonly parts: readonly Disposable[];
  private child: ChildProcess | undefined;
  /** The last line of its error output. */
  private lastWords = "";
  private hasStarted = false;
  private isLate = false;
  private isEnding = false;
  private aborted = false;

  /** `onCrash` is told when a server that has started ends without being asked to. */
  public constructor(
    private readonly program: Program,
    selector: DocumentFilter[],
    private readonly log: LogOutputChannel,
    private readonly onCrash: () => void,
  ) {
    this.client = new QuietClient("dabir", "Dabir", () => this.spawn(), this.options(selector));
    this.parts = [new Typing(this.client, selector)];
  }

  public get isRunning(): boolean {
    return this.client.isRunning();
  }

  /** Its start was ended on purpose. */
  public get isAborted(): boolean {
    return this.aborted;
  }

  /** Fails with a reason that a user can read; then the process is gone. */
  public async start(): Promise<void> {
    const deadline = setTimeout(() => {
      this.isLate = true;
      this.kill();
    }, PATIENCE.start);
    try {
      await this.client.start();
      // The library takes some failures for a start, when the server ends in the middle of it.
      if (!this.client.isRunning()) {
        throw new Error(l10n.t("it has closed the connection"));
      }
      this.hasStarted = true;
    } catch (error) {
      const ended = await this.isGone();
      const reason = this.reason(error, ended);
      await this.end();
      throw new Error(reason, { cause: error });
    } finally {
      clearTimeout(deadline);
    }
  }

  /** Ends a start that somebody waits for. */
  public abort(): void {
    if (!this.hasStarted) {
      this.aborted = true;
      this.kill();
    }
  }

  /** Asks the server to end, and ends it if it does not. */
  public async end(): Promise<void> {
    this.isEnding = true;
    this.parts.forEach((part) => { part.dispose(); });
    await this.client.dispose(PATIENCE.stop);
    if (!(await this.isGone())) {
      this.kill();
    }
  }

  private async spawn(): Promise<ChildProcess> {
    const child = spawn(this.program.path, ["lsp"], { windowsHide: true });
    this.child = child;
    child.on("error", (error) => { this.log.error(String(error)); });
    child.on("exit", (code, signal) => { this.log.info(`the server has ended: ${signal ?? `exit code ${String(code)}`}`); });
    child.stderr.on("data", (data: Buffer) => {
      this.lastWords = data.toString().trim().split("\n").at(-1) ?? "";
    });
    await once(child, "spawn");
    if (this.aborted) {
      this.kill();
    }
    return child;
  }

  private kill(): void {
    this.child?.kill("SIGKILL");
  }

  /** Whether the process has ended, or does so in a moment. */
  private async isGone(): Promise<boolean> {
    const { child } = this;
    if (child?.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
      return true;
    }
    return once(child, "exit", { signal: AbortSignal.timeout(PATIENCE.exit) }).then(() => true, () => false);
  }

  private reason(error: unknown, ended: boolean): string {
    if (this.isLate) {
      return l10n.t("it does not answer");
    }
    if (ended && this.child?.pid !== undefined) {
      const { exitCode, signalCode } = this.child;
      const how = signalCode ?? l10n.t("exit code {0}", String(exitCode));
      return this.lastWords === ""
        ? l10n.t("it ended at once ({0})", how)
        : l10n.t("it ended at once ({0}) and said: {1}", how, this.lastWords);
    }
    return error instanceof Error ? error.message : String(error);
  }

  private options(selector: DocumentFilter[]): LanguageClientOptions {
    const channel = plainChannel(this.log);
    return {
      documentSelector: selector.map(({ language = "", scheme = "" }) => ({ language, scheme })),
      outputChannel: channel,
      traceOutputChannel: channel,
      errorHandler: {
        // What is typed while a server dies cannot be written to it, when its end has not been noticed yet.
        error: () => ({ action: ErrorAction.Continue, handled: true }),
        closed: () => {
          this.closed();
          return { action: CloseAction.DoNotRestart, handled: true };
        },
      },
      // A failed start is told once, by the session.
      initializationFailedHandler: () => false,
      middleware,
    };
  }

  private closed(): void {
    if (this.hasStarted && !this.isEnding) {
      // The client has to take note of it first.
      setTimeout(this.onCrash, 0);
    }
  }
}
