/**
 * What the engine says of each document, kept until a file it rests on, or a setting, changes. Findings of one file can
 * come from several checks: its own, and those of open documents that import it.
 */
import type { CheckResult, Engine, HostsDone } from "../core/engine.ts";
import type { FileContent } from "../core/files.ts";
import type { Settings } from "../core/settings.ts";
import type { Finding } from "../core/text/finding.ts";
import { nextTurn } from "./next-turn.ts";
import type { Workspace } from "./workspace.ts";

export interface Checks {
  /**
   * Checks an open document and fetches what the check waits for, until nothing is pending. Hosts that take longer than
   * half a second are left for `complete`.
   */
  settle(path: string): Promise<void>;
  /**
   * Asks the hosts that were left, too, a few in each turn of the event loop, so that whatever the client sends meanwhile
   * comes first. `tell` hears how far it is, and says whether to go on.
   */
  complete(path: string, tell: (hosts: HostsDone) => boolean): Promise<void>;
  /** Findings in `path`: its own first if it is open, then what open documents that import it have to say. */
  findingsIn(path: string): readonly Finding[];
  /** True for an open document that was checked before. */
  isKnown(path: string): boolean;
  /** Open, checked documents whose disko devices rest on `path`; itself first. Empty: we have nothing to say of it. */
  rootsOf(path: string): readonly string[];
  /** Every path that some open, checked document has findings in. */
  pathsWithFindings(): readonly string[];
  /** Milliseconds that the last check took that was not kept. */
  lastDuration(): number;
  /** Drops what is known of a document that was closed. */
  forget(path: string): void;
}

interface Kept {
  readonly result: CheckResult;
  readonly settings: Settings;
  /** What was read, by path; the same objects as long as the files did not change. */
  readonly contents: ReadonlyMap<string, FileContent>;
  /** Nobody waits for the other hosts any more: it took long, or the user did not want to. Holds until something changes. */
  patience: "fresh" | "spent" | "cancelled";
}

const NO_HOSTS: HostsDone = { done: 0, of: 0 };
const SILENCE: CheckResult = { isDisko: false, hosts: NO_HOSTS, findings: [], read: [], pending: [] };

/** Longest that hosts are asked at a stretch, in milliseconds: what is typed meanwhile waits for this, and for one host. */
const STRETCH = 50;
/** Longest that `settle` waits for hosts, in milliseconds. */
const PATIENCE = 500;
/** Each round makes at least one path known; the bound is against a source that forgets what it fetched. */
const MOST_ROUNDS = 100;

/** `watch` is told of every file that a check has read. */
export function createChecks(
  engine: Engine,
  workspace: Workspace,
  settings: (path: string) => Settings,
  watch: (paths: readonly string[]) => void,
): Checks {
  const kept = new Map<string, Kept>();
  let lastDuration = 0;
  /** When this turn of the event loop began to check. */
  let turn: number | undefined;

  /** Checks that were found to hold in this turn of the event loop: nothing changes while we compute. */
  const confirmed = new Set<Kept>();

  function holds(path: string, check: Kept): boolean {
    if (check.settings !== settings(path)) return false;
    if (confirmed.has(check)) return true;
    for (const [read, content] of check.contents) if (workspace.files.read(read) !== content) return false;
    if (confirmed.size === 0) queueMicrotask(() => confirmed.clear());
    confirmed.add(check);
    return true;
  }

  function check(path: string): CheckResult {
    const known = kept.get(path);
    if (known && holds(path, known)) return known.result;
    const started = performance.now();
    const used = settings(path);
    // A buffer that is too large is left alone: its own user knows that it is, and nothing in it was read.
    const result = workspace.files.read(path).kind === "text" ? engine.check(path, used, thisTurn()) : SILENCE;
    const contents = new Map<string, FileContent>();
    for (const read of [path, ...result.read, ...result.pending]) contents.set(read, workspace.files.read(read));
    kept.set(path, { result, settings: used, contents, patience: "fresh" });
    lastDuration = performance.now() - started;
    watch(result.read);
    return result;
  }

  /** Until this turn of the event loop has taken long enough, whatever was checked in it. */
  function thisTurn(): () => boolean {
    if (turn === undefined) {
      turn = performance.now();
      setTimeout(() => {
        turn = undefined;
      }, 0);
    }
    const started = turn;
    return () => performance.now() - started < STRETCH;
  }

  /**
   * Fetches files and asks hosts until nothing is left, or `goOn` is false. One turn of the event loop lies between two
   * stretches, and each looks at the texts as they are then: the latest wins.
   */
  async function settleWhile(path: string, goOn: (hosts: HostsDone) => boolean): Promise<boolean> {
    for (let round = 0; round < MOST_ROUNDS && workspace.isOpen(path); round++) {
      const { pending, hosts } = check(path);
      if (pending.length > 0) {
        await workspace.fetch(pending);
        continue;
      }
      for (let left = hosts; left.done < left.of; left = engine.evaluateHosts(path, thisTurn())) {
        if (!workspace.isOpen(path) || !goOn(left)) return false;
        await nextTurn();
      }
      if (hosts.done === hosts.of) return true;
      // What was found without the other hosts is not the answer.
      kept.delete(path);
    }
    return true;
  }

  /** Open documents that were checked before, freshly checked. */
  function roots(): { path: string; result: CheckResult }[] {
    return workspace
      .open()
      .filter((path) => kept.has(path))
      .map((path) => ({ path, result: check(path) }));
  }

  return {
    async settle(path) {
      const started = performance.now();
      const isFresh = (): boolean => kept.get(path)?.patience === "fresh";
      const finished = await settleWhile(path, () => isFresh() && performance.now() - started < PATIENCE);
      const last = kept.get(path);
      if (!finished && last?.patience === "fresh") last.patience = "spent";
    },
    async complete(path, tell) {
      if (kept.get(path)?.patience === "cancelled") return;
      const finished = await settleWhile(path, tell);
      const last = kept.get(path);
      if (!finished && last) last.patience = "cancelled";
    },
    findingsIn(path) {
      const within = (result: CheckResult): readonly Finding[] =>
        said(result).filter((finding) => finding.at.path === path);
      return roots()
        .filter((root) => root.path !== path)
        .map((root) => within(root.result))
        .reduce(withoutKnown, workspace.isOpen(path) ? within(check(path)) : []);
    },
    rootsOf(path) {
      const own = workspace.isOpen(path) && check(path).isDisko ? [path] : [];
      const importing = roots()
        .filter((root) => root.path !== path && root.result.isDisko && root.result.read.includes(path))
        .map((root) => root.path);
      return [...own, ...importing];
    },
    pathsWithFindings() {
      return [...new Set(roots().flatMap((root) => said(root.result).map((finding) => finding.at.path)))];
    },
    isKnown: (path) => kept.has(path),
    lastDuration: () => lastDuration,
    forget(path) {
      kept.delete(path);
      engine.forget(path);
    },
  };
}

/** We are silent about files without disko devices. */
function said(result: CheckResult): readonly Finding[] {
  return result.isDisko ? result.findings : [];
}

/** Adds what another check found; one code at one place is one finding, however many documents import the file. */
function withoutKnown(known: readonly Finding[], more: readonly Finding[]): Finding[] {
  const key = (finding: Finding): string => `${finding.code} ${finding.at.span.start} ${finding.at.span.end}`;
  const seen = new Set(known.map(key));
  return [...known, ...more.filter((finding) => !seen.has(key(finding)))];
}
