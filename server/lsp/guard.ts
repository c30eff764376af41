/**
 * Where errors of our own code end: once, logged with what was being done and to which file, and answered with nothing.
 * A language server that dies takes the findings of every open file with it.
 */
import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from "vscode-languageserver";

export interface Guard {
  /** Runs `work`; when it throws, logs it and gives `otherwise`. `what` reads "Hover in file:///…". */
  run<R>(what: string, otherwise: R, work: () => R): R;
  /** The same for work that waits. */
  runAsync<R>(what: string, otherwise: R, work: () => Promise<R>): Promise<R>;
  /** The same for a request: one that the client took back meanwhile is not worked on. */
  answer<R>(what: string, token: CancellationToken, otherwise: R, work: () => R): R | ResponseError<void>;
}

export function requestCancelled<D>(): ResponseError<D> {
  return new ResponseError<D>(LSPErrorCodes.RequestCancelled, "The client cancelled the request.");
}

export function createGuard({ console }: { readonly console: Pick<Connection["console"], "error"> }): Guard {
  const report = (what: string, error: unknown): void => {
    const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
    console.error(`${what} failed, which is a bug of disko-toolstack: ${detail}`);
  };
  const run = <R>(what: string, otherwise: R, work: () => R): R => {
    try {
      return work();
    } catch (error) {
      report(what, error);
      return otherwise;
    }
  };
  return {
    run,
    answer: (what, token, otherwise, work) =>
      token.isCancellationRequested ? requestCancelled() : run(what, otherwise, work),
    async runAsync(what, otherwise, work) {
      try {
        return await work();
      } catch (error) {
        report(what, error);
        return otherwise;
      }
    },
  };
}
