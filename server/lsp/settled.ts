/** Asks the engine until its answer waits for no file any more: a web worker fetches between two rounds. */
import type { CancellationToken } from "vscode-languageserver";
import type { Dependencies } from "../core/engine.ts";
import type { Workspace } from "./workspace.ts";

/** Each round makes at least one path known; the bound is against a source that forgets what it fetched. */
const MOST_ROUNDS = 200;

/** Undefined where the client took its request back meanwhile. */
export async function settled<A extends Dependencies>(
  workspace: Workspace,
  token: CancellationToken,
  ask: () => A,
): Promise<A | undefined> {
  const cancelled = new Promise<void>((resolve) => token.onCancellationRequested(() => resolve()));
  // One turn: changes and cancellations that arrived together with the request come first.
  await new Promise((resolve) => setTimeout(resolve, 0));
  for (let round = 1; !token.isCancellationRequested; round++) {
    const answer = ask();
    if (answer.pending.length === 0 || round === MOST_ROUNDS) return answer;
    await Promise.race([cancelled, workspace.fetch(answer.pending)]);
  }
  return undefined;
}
