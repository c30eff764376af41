/**
 * Applies safe fixes until none is left. One round takes, in order of place, the first safe fix of each finding that does
 * not touch what an earlier one changes; then the file is checked again, so that a fix never works on an outdated view.
 */
import diff from "fast-diff";
import type { FileEdit } from "../text/edit.ts";
import { editedTexts, editsConflict } from "../text/edit.ts";
import type { Finding, Fix } from "../text/finding.ts";

/** Each round resolves at least one finding; more rounds than this means that two fixes undo each other. */
const MAX_ROUNDS = 20;

export interface FixAllInput {
  /** Current text of a file that fixes may change; undefined for others. */
  text(path: string): string | undefined;
  /** Findings with these texts in place of the current ones. */
  check(texts: ReadonlyMap<string, string>): readonly Finding[];
}

export interface FixAllOutput {
  readonly edits: readonly FileEdit[];
  readonly fixed: readonly Finding[];
}

export function fixAll({ text, check }: FixAllInput): FixAllOutput {
  const texts = new Map<string, string>();
  const fixed: Finding[] = [];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const chosen = chooseFixes(check(texts), (path) => texts.get(path) ?? text(path));
    if (chosen.length === 0) break;
    const edits = chosen.flatMap(({ fix }) => fix.edits);
    for (const [path, after] of editedTexts(edits, (path) => texts.get(path) ?? text(path) ?? ""))
      texts.set(path, after);
    fixed.push(...chosen.map(({ finding }) => finding));
  }
  const edits = [...texts].flatMap(([path, after]) => editsBetween(path, text(path) ?? "", after));
  return { edits, fixed };
}

function chooseFixes(findings: readonly Finding[], text: FixAllInput["text"]): { finding: Finding; fix: Fix }[] {
  const chosen: { finding: Finding; fix: Fix }[] = [];
  const taken: FileEdit[] = [];
  for (const finding of findings) {
    const fix = finding.fixes.find((f) => f.safe && f.edits.every((edit) => text(edit.path) !== undefined));
    if (!fix || fix.edits.length === 0) continue;
    const conflicts = fix.edits.some((edit) => taken.some((t) => t.path === edit.path && editsConflict(t, edit)));
    if (conflicts) continue;
    taken.push(...fix.edits);
    chosen.push({ finding, fix });
  }
  return chosen;
}

/** The difference of two texts as edits of the first. */
export function editsBetween(path: string, before: string, after: string): FileEdit[] {
  const edits: FileEdit[] = [];
  let position = 0;
  let open: { start: number; end: number; newText: string } | undefined;
  const close = () => {
    if (open) edits.push({ path, span: { start: open.start, end: open.end }, newText: open.newText });
    open = undefined;
  };
  for (const [kind, piece] of diff(before, after)) {
    if (kind === diff.EQUAL) {
      close();
      position += piece.length;
      continue;
    }
    open ??= { start: position, end: position, newText: "" };
    if (kind === diff.INSERT) open.newText += piece;
    else {
      position += piece.length;
      open.end = position;
    }
  }
  close();
  return edits;
}
