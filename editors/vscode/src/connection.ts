/** One running server: how it is started, what it is told, and what becomes of it. */

import type { Disposable, DocumentFilter, LogOutputChannel } from "vscode";
import { LanguageClient, State as ClientState, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";

import { Crashes } from "./crashes";
import { plainChannel } from "./log";
import type { Program } from "./program";
import { middleware } from "./requests";
import { Typing } from "./typing";

/** What is told of a server on its way. */
export interface Events {
  onStarting(): void;
  onRunning(): void;
  /** It has crashed too often and is not started again. */
  onGivenUp(): void;
}

/** Writes into the log what the library would also tell the user, in its own words and besides ours. */
class QuietClient extends LanguageClient {
  public override error(message: string, data?: unknown): void {
    // It takes every end for an error.
    if (message.endsWith("exited with code 0.")) {
      this.info(message, data, false);
    } else {
      super.error(message, data, false);
    }
  }
}

export class Connection {
  private readonly client: LanguageClient;
  private readonly parts: readonly Disposable[];

  public constructor(program: Program, selector: DocumentFilter[], log: LogOutputChannel, events: Events) {
    const crashes = new Crashes(() => { events.onGivenUp(); });
    const server: ServerOptions = { command: program.path, args: ["lsp"] };
    this.client = new QuietClient("dabir", "Dabir", server, optionsOf(selector, log, crashes));
    crashes.attach(this.client);
    const watch = this.client.onDidChangeState(({ newState }) => {
      if (newState === ClientState.Running) {
        crashes.started();
      }
      follow(newState, events);
    });
    this.parts = [watch, new Typing(this.client, selector)];
  }

  public start(): Promise<void> {
    return this.client.start();
  }

  /** Fails when the server is gone already and cannot be asked to end. */
  public end(): Promise<void> {
    this.parts.forEach((part) => { part.dispose(); });
    return this.client.dispose();
  }
}

function optionsOf(selector: DocumentFilter[], log: LogOutputChannel, crashes: Crashes): LanguageClientOptions {
  const channel = plainChannel(log);
  return {
    documentSelector: selector.map(({ language = "", scheme = "" }) => ({ language, scheme })),
    outputChannel: channel,
    traceOutputChannel: channel,
    errorHandler: crashes,
    // A failed start is told once, by the session.
    initializationFailedHandler: () => false,
    middleware,
  };
}

/** Stopped is not followed: it is a step of a restart, or told by who knows why. */
function follow(state: ClientState, events: Events): void {
  if (state === ClientState.Running) {
    events.onRunning();
  } else if (state === ClientState.Starting) {
    events.onStarting();
  }
}
