/**
 * What the engine says of each document, kept until a file it rests on, or a setting, changes. Findings of one file can
 * come from several checks: its own, and those of open documents that import it.
 */
import type { CheckResult, Engine } from "../core/engine.ts";
import type { FileContent } from "../core/files.ts";
import type { Settings } from "../core/settings.ts";
import type { Finding } from "../core/text/finding.ts";
import type { Workspace } from "./workspace.ts";

export interface Checks {
  /** Checks an open document and fetches what the check waits for, until nothing is pending. */
  settle(path: string): Promise<void>;
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
}

const SILENCE: CheckResult = { isDisko: false, findings: [], read: [], pending: [] };

/** `watch` is told of every file that a check has read. */
export function createChecks(
  engine: Engine,
  workspace: Workspace,
  settings: (path: string) => Settings,
  watch: (paths: readonly string[]) => void,
): Checks {
  const kept = new Map<string, Kept>();
  let lastDuration = 0;

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
    const result = workspace.files.read(path).kind === "text" ? engine.check(path, used) : SILENCE;
    const contents = new Map<string, FileContent>();
    for (const read of [path, ...result.read, ...result.pending]) contents.set(read, workspace.files.read(read));
    kept.set(path, { result, settings: used, contents });
    lastDuration = performance.now() - started;
    watch(result.read);
    return result;
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
      // Each round makes at least one path known; the bound is against a source that forgets what it fetched.
      for (let round = 0; round < 100 && workspace.isOpen(path); round++) {
        const { pending } = check(path);
        if (pending.length === 0) return;
        await workspace.fetch(pending);
      }
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
