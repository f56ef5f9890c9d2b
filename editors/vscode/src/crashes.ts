/** What happens when the server ends without being asked to. */

import { CloseAction, ErrorAction, type ErrorHandler, type LanguageClient } from "vscode-languageclient/node";

/** So many crashes in three minutes are forgiven. */
const FORGIVEN = 4;

type Closed = Awaited<ReturnType<ErrorHandler["closed"]>>;

/** The client library's policy for restarts, said in our words: a restart is silent, giving up is not. */
export class Crashes implements ErrorHandler {
  private policy: ErrorHandler | undefined;
  private hasRun = false;

  public constructor(private readonly onGivenUp: () => void) {}

  /** The policy counts by client, and comes from it. */
  public attach(client: LanguageClient): void {
    this.policy = client.createDefaultErrorHandler(FORGIVEN);
  }

  /** From now on an end is a crash. */
  public started(): void {
    this.hasRun = true;
  }

  /**
   * What is typed while a server dies cannot be written to it. The library would stop for good after three such errors,
   * when the end of the process, which brings the restart, has not been noticed yet.
   */
  public error(): { action: ErrorAction; handled: boolean } {
    return { action: ErrorAction.Continue, handled: true };
  }

  public async closed(): Promise<Closed> {
    if (!this.hasRun) {
      // What cannot start will not start the next time; the failed start is told by who asked for it.
      return { action: CloseAction.DoNotRestart, handled: true };
    }
    const result = (await this.policy?.closed()) ?? { action: CloseAction.DoNotRestart };
    if (result.action === CloseAction.DoNotRestart) {
      this.onGivenUp();
    }
    return { ...result, handled: true };
  }
}
