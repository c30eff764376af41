/**
 * Writing a fixed file so that nothing is lost: only over the text the fixes were made for, whole or not at all, with
 * its mode, owner, line ends and byte order mark. Links stay links: the file behind them is replaced.
 */
import { randomUUID } from "node:crypto";
import {
  accessSync,
  chownSync,
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  openSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import { applyEdits, type TextEdit } from "../core/text/edit.ts";
import { reasonOf } from "./system-error.ts";

export type Replacement = { readonly ok: true } | { readonly ok: false; readonly why: string };

const BOM = Buffer.from([0xef, 0xbb, 0xbf]);

/** Applies `edits` to the file at `native`, which must still hold `expected` (its text without byte order mark). */
export function replaceFile(native: string, expected: string, edits: readonly TextEdit[]): Replacement {
  let draft: string | undefined;
  try {
    const target = realpathSync(native);
    accessSync(target, constants.W_OK);
    const status = statSync(target);
    const before = readFileSync(target);
    if (textOf(before) !== expected) return { ok: false, why: "it was changed meanwhile" };

    const after = Buffer.from(withLineEndsOf(expected, applyEdits(expected, edits)), "utf8");
    draft = join(dirname(target), `.${basename(target)}.${randomUUID()}`);
    const file = openSync(draft, "wx", status.mode);
    try {
      writeFileSync(file, hasBom(before) ? Buffer.concat([BOM, after]) : after);
      fchmodSync(file, status.mode);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    keepOwner(draft, status);
    if (!readFileSync(target).equals(before)) return { ok: false, why: "it was changed meanwhile" };
    renameSync(draft, target);
    draft = undefined;
    return { ok: true };
  } catch (error) {
    return { ok: false, why: reasonOf(error) };
  } finally {
    if (draft !== undefined) rmSync(draft, { force: true });
  }
}

function textOf(bytes: Buffer): string {
  return bytes.toString("utf8", hasBom(bytes) ? BOM.length : 0);
}

function hasBom(bytes: Buffer): boolean {
  return bytes.subarray(0, BOM.length).equals(BOM);
}

/** Where every line of `text` ends in \r\n, so does every line of `changed`. */
function withLineEndsOf(text: string, changed: string): string {
  const isUniform = text.includes("\r\n") && !/(?<!\r)\n/.test(text);
  return isUniform ? changed.replace(/\r?\n/g, "\r\n") : changed;
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
