/**
 * Asks the engine until its answer waits for no file any more: a web worker fetches between two rounds. Where all hosts of a
 * project are asked for, they are evaluated before, a few at a time, so that nothing else has to wait for them.
 */
import type { CancellationToken } from "vscode-languageserver";
import type { Dependencies, Engine } from "../core/engine.ts";
import type { HostProgress } from "./host-progress.ts";
import { nextTurn } from "./next-turn.ts";
import type { Workspace } from "./workspace.ts";

/** Each round makes at least one path known; the bound is against a source that forgets what it fetched. */
const MOST_ROUNDS = 200;

/** Undefined where the client took its request back meanwhile. */
export async function settled<A extends Dependencies>(
  workspace: Workspace,
  token: CancellationToken,
  ask: () => A,
): Promise<A | undefined> {
  return settledAfter(async () => true, workspace, token, ask);
}

export interface HostsContext {
  readonly workspace: Workspace;
  readonly engine: Pick<Engine, "evaluateHosts">;
  readonly progress: () => HostProgress;
}

/** The same for what is asked of all hosts of the project that `path` is in. Undefined also where the user cancelled it. */
export async function settledWithHosts<A extends Dependencies>(
  context: HostsContext,
  path: string,
  token: CancellationToken,
  ask: () => A,
): Promise<A | undefined> {
  return settledAfter(() => hostsEvaluated(context, path, token), context.workspace, token, ask);
}

async function settledAfter<A extends Dependencies>(
  prepare: () => Promise<boolean>,
  workspace: Workspace,
  token: CancellationToken,
  ask: () => A,
): Promise<A | undefined> {
  const cancelled = new Promise<void>((resolve) => token.onCancellationRequested(() => resolve()));
  // Changes and cancellations that arrived together with the request come first.
  await nextTurn();
  for (let round = 1; !token.isCancellationRequested; round++) {
    if (!(await prepare())) return undefined;
    const answer = ask();
    if (answer.pending.length === 0 || round === MOST_ROUNDS) return answer;
    await Promise.race([cancelled, workspace.fetch(answer.pending)]);
  }
  return undefined;
}

/** Longest that hosts are evaluated at a stretch, in milliseconds. */
const STRETCH = 50;
/** Milliseconds after which the user is told. */
const UNTOLD = 500;

async function hostsEvaluated(
  { engine, progress }: HostsContext,
  path: string,
  token: CancellationToken,
): Promise<boolean> {
  const started = performance.now();
  const shown = progress();
  try {
    for (;;) {
      const turn = performance.now();
      const hosts = engine.evaluateHosts(path, () => performance.now() - turn < STRETCH);
      if (hosts.done === hosts.of) return true;
      if (performance.now() - started > UNTOLD && !shown.tell(hosts)) return false;
      await nextTurn();
      if (token.isCancellationRequested) return false;
    }
  } finally {
    shown.end();
  }
}
