/** What comes of writing a change: edits, or the reason why there are none and what to write by hand. */
import type { SyntaxTree } from "../nix/syntax/ast.ts";
import { editsConflict, type FileEdit, sortEdits } from "../text/edit.ts";
import { relativePath } from "../text/path.ts";
import type { Location } from "../text/span.ts";

/** A change that could not be written. */
export interface NotWritten {
  /** Id of the decision that wants it. */
  readonly decision: string;
  readonly at: Location | undefined;
  /** A sentence: "`common` is used by @ too, which is to stay as it is." */
  readonly why: string;
  /** What to write by hand. */
  readonly snippet: string;
}

/** The sources that may be edited. */
export interface Sources {
  /** The folder of the layout: sentences name files as seen from there. */
  readonly folder: string;
  /** Syntax of a file that was read. */
  readonly syntax: (path: string) => SyntaxTree | undefined;
  readonly mayEdit: (path: string) => boolean;
}

/** Why a file may not be edited; `what` begins the sentence: "`mountOptions`". */
export function whyNoEdit(what: string, path: string, { folder, syntax }: Sources): string {
  const isBroken = (syntax(path)?.errors.length ?? 0) > 0;
  if (isBroken) return "The file has a syntax error, so nobody can tell what an edit would do.";
  return `${what} is written in ${relativePath(folder, path)}, which other files may use.`;
}

/** Edits that carry out changes of these decisions, as one: either all of them are applied or none. */
export interface Piece {
  readonly decisions: readonly string[];
  readonly edits: readonly FileEdit[];
  /** What to write by hand where the edits cannot stand beside those of another piece. */
  readonly snippet: string;
}

/** Where a list of options is written for some mounts only. */
export type Site =
  /** `whole`: the expression that is replaced, where one is. */
  | { readonly kind: "edit"; readonly edits: readonly FileEdit[]; readonly whole?: Location }
  | { readonly kind: "none"; readonly at: Location | undefined; readonly why: string };

export interface Outcome {
  readonly pieces: readonly Piece[];
  readonly notWritten: readonly NotWritten[];
}

export interface Written {
  /** In document order for each file; none overlaps another. */
  readonly edits: readonly FileEdit[];
  readonly notWritten: readonly NotWritten[];
}

/** Puts the pieces together. Insertions at one place are joined in the order of the pieces. */
export function joinOutcomes(outcomes: readonly Outcome[]): Written {
  const taken: FileEdit[] = [];
  const notWritten = outcomes.flatMap((outcome) => outcome.notWritten);
  for (const { decisions, edits, snippet } of outcomes.flatMap((outcome) => outcome.pieces)) {
    const free = edits.every((edit) => taken.every((other) => !overlaps(edit, other)));
    if (free) taken.push(...edits);
    else {
      const why = "Another change rewrites the same lines.";
      for (const decision of new Set(decisions))
        notWritten.push({ decision, at: edits[0] && { path: edits[0].path, span: edits[0].span }, why, snippet });
    }
  }
  const paths = [...new Set(taken.map(({ path }) => path))];
  const edits = paths.flatMap((path) => joinInsertions(sortEdits(taken.filter((edit) => edit.path === path))));
  return { edits, notWritten: distinct(notWritten) };
}

function overlaps(a: FileEdit, b: FileEdit): boolean {
  return a.path === b.path && editsConflict(a, b) && !(isInsertion(a) && isInsertion(b));
}

function isInsertion({ span }: FileEdit): boolean {
  return span.start === span.end;
}

function joinInsertions(sorted: readonly FileEdit[]): FileEdit[] {
  const joined: FileEdit[] = [];
  for (const edit of sorted) {
    const last = joined.at(-1);
    if (last && isInsertion(last) && isInsertion(edit) && last.span.start === edit.span.start) {
      joined[joined.length - 1] = { ...last, newText: last.newText + edit.newText };
    } else joined.push(edit);
  }
  return joined;
}

function distinct(all: readonly NotWritten[]): NotWritten[] {
  const key = ({ decision, at, why, snippet }: NotWritten): string => JSON.stringify([decision, at, why, snippet]);
  return [...new Map(all.map((one) => [key(one), one])).values()];
}
