/**
 * Writing files so that nothing is lost: only over the text the edits were made for, whole or not at all, with mode,
 * owner, line ends and byte order mark kept. Links stay links: the file behind them is replaced. Several files are
 * written all or none.
 */
import { randomUUID } from "node:crypto";
import {
  accessSync,
  chownSync,
  closeSync,
  constants,
  copyFileSync,
  fchmodSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { TextEdit } from "../core/text/edit.ts";
import { rewritten } from "./rewrite.ts";
import { reasonOf } from "./system-error.ts";

export type Replacement = { readonly ok: true } | { readonly ok: false; readonly why: string };

/** A file to write: `expected` is its text now, without byte order mark; undefined where it must not exist yet. */
export interface FileRewrite {
  readonly native: string;
  readonly expected: string | undefined;
  readonly edits: readonly TextEdit[];
}

export type Replacements =
  | { readonly ok: true }
  | { readonly ok: false; readonly native: string; readonly why: string };

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const CHANGED = "it was changed meanwhile";

/** Applies `edits` to the file at `native`, which must still hold `expected` (its text without byte order mark). */
export function replaceFile(native: string, expected: string, edits: readonly TextEdit[]): Replacement {
  const result = replaceFiles([{ native, expected, edits }]);
  return result.ok ? result : { ok: false, why: result.why };
}

/** Writes all of them or none: every new text lies beside its file before the first one takes its place. */
export function replaceFiles(files: readonly FileRewrite[]): Replacements {
  const drafts: { readonly native: string; readonly draft: Draft }[] = [];
  const placed: Draft[] = [];
  try {
    for (const file of files) {
      const { native } = file;
      const result = attempt(() => (file.expected === undefined ? draftNew(file) : draftOver(file, file.expected)));
      if (!result.ok) return { ok: false, native, why: result.why };
      drafts.push({ native, draft: result.draft });
      const twin = drafts.find(({ draft }) => draft !== result.draft && draft.target === result.draft.target);
      if (twin) return { ok: false, native, why: `it is the same file as ${twin.native}` };
    }
    for (const { native, draft } of drafts) {
      const result = attempt(draft.place);
      if (!result.ok) {
        for (const done of placed.reverse()) done.restore();
        return { ok: false, native, why: result.why };
      }
      placed.push(draft);
    }
    return { ok: true };
  } finally {
    for (const { draft } of drafts) draft.discard();
  }
}

/** A new text that lies beside its file and waits. */
interface Draft {
  readonly target: string;
  place(): Replacement;
  /** Undoes `place`. */
  restore(): void;
  /** Removes what waits, placed or not. */
  discard(): void;
}

type Drafted = { readonly ok: true; readonly draft: Draft } | { readonly ok: false; readonly why: string };

function draftOver({ native, edits }: FileRewrite, expected: string): Drafted {
  const target = realpathSync(native);
  accessSync(target, constants.W_OK);
  const status = statSync(target);
  const before = readFileSync(target);
  if (textOf(before) !== expected) return { ok: false, why: CHANGED };

  const after = Buffer.from(rewritten(expected, edits), "utf8");
  const write = (bytes: Buffer): string => {
    const draft = writeBeside(target, bytes, status.mode);
    keepOwner(draft, status);
    return draft;
  };
  const draft = write(hasBom(before) ? Buffer.concat([BOM, after]) : after);
  return {
    ok: true,
    draft: {
      target,
      place: () => {
        if (!readFileSync(target).equals(before)) return { ok: false, why: CHANGED };
        renameSync(draft, target);
        return { ok: true };
      },
      restore: () => renameSync(write(before), target),
      discard: () => rmSync(draft, { force: true }),
    },
  };
}

function draftNew({ native, edits }: FileRewrite): Drafted {
  const target = join(realpathSync(dirname(resolve(native))), basename(native));
  const draft = writeBeside(target, Buffer.from(rewritten("", edits), "utf8"), undefined);
  return {
    ok: true,
    draft: {
      target,
      place: () => {
        linkNew(draft, target);
        return { ok: true };
      },
      restore: () => rmSync(target, { force: true }),
      discard: () => rmSync(draft, { force: true }),
    },
  };
}

/** The path of a new file in `target`'s folder that holds `bytes` for good. Nothing is left behind where it fails. */
function writeBeside(target: string, bytes: Buffer, mode: number | undefined): string {
  const draft = join(dirname(target), `.${basename(target)}.${randomUUID()}`);
  const file = openSync(draft, "wx", mode);
  try {
    writeFileSync(file, bytes);
    if (mode !== undefined) fchmodSync(file, mode);
    fsyncSync(file);
  } catch (error) {
    rmSync(draft, { force: true });
    throw error;
  } finally {
    closeSync(file);
  }
  return draft;
}

/** Gives `draft` the name `target`, and fails where that is taken: a rename would replace what somebody made meanwhile. */
function linkNew(draft: string, target: string): void {
  try {
    linkSync(draft, target);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : "";
    if (code === "EEXIST") throw new Error("it was created meanwhile");
    // FAT and some network filesystems know no hard links.
    copyFileSync(draft, target, constants.COPYFILE_EXCL);
  }
}

function attempt<T extends { readonly ok: boolean }>(work: () => T): T | { readonly ok: false; readonly why: string } {
  try {
    return work();
  } catch (error) {
    return { ok: false, why: reasonOf(error) };
  }
}

function textOf(bytes: Buffer): string {
  return bytes.toString("utf8", hasBom(bytes) ? BOM.length : 0);
}

function hasBom(bytes: Buffer): boolean {
  return bytes.subarray(0, BOM.length).equals(BOM);
}

/** Only root may give a file away; a file in a group folder may still keep its group. Neither is worth failing for. */
function keepOwner(path: string, owner: { readonly uid: number; readonly gid: number }): void {
  const own = statSync(path);
  if (own.uid === owner.uid && own.gid === owner.gid) return;
  try {
    chownSync(path, owner.uid, owner.gid);
  } catch {
    // The text is right, the mode is right.
  }
}
