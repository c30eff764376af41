import { type Span, sameSpan } from "./span.ts";

/** Replaces the text of `span` by `newText`; an empty span inserts. */
export interface TextEdit {
  readonly span: Span;
  readonly newText: string;
}

/** An edit in a named file. */
export interface FileEdit extends TextEdit {
  readonly path: string;
}

/** Document order; edits at one place keep their order. */
export function sortEdits<E extends TextEdit>(edits: readonly E[]): E[] {
  return [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** Two edits conflict when they change a common code unit or both insert at one place. */
export function editsConflict(a: TextEdit, b: TextEdit): boolean {
  if (sameSpan(a.span, b.span)) return true;
  return a.span.start < b.span.end && b.span.start < a.span.end;
}

/** Texts of the files that `edits` change, by path; none of the edits conflict. `text`: how a file reads before. */
export function editedTexts(edits: readonly FileEdit[], text: (path: string) => string): Map<string, string> {
  const byPath = new Map<string, FileEdit[]>();
  for (const edit of edits) byPath.set(edit.path, [...(byPath.get(edit.path) ?? []), edit]);
  return new Map([...byPath].map(([path, own]) => [path, applyEdits(text(path), own)]));
}

/** Applies edits that do not conflict. Throws on a conflict or a span outside the text: that is a bug of the caller. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = "";
  let position = 0;
  for (const edit of sortEdits(edits)) {
    if (edit.span.start < position || edit.span.end < edit.span.start || edit.span.end > text.length) {
      throw new Error(`edit ${edit.span.start}-${edit.span.end} overlaps another or leaves the text (${text.length})`);
    }
    result += text.slice(position, edit.span.start) + edit.newText;
    position = edit.span.end;
  }
  return result + text.slice(position);
}
