/** Half-open range of UTF-16 code units in one text: what tree-sitter, JS strings and TextDocument all count in. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A span in a named file of the workspace. */
export interface Location {
  readonly path: string;
  readonly span: Span;
}

export function contains(outer: Span, inner: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}

/** True where the two share a code unit, or one is empty and lies inside or at the edge of the other. */
export function touches(a: Span, b: Span): boolean {
  return a.start <= b.end && b.start <= a.end;
}

export function sameSpan(a: Span, b: Span): boolean {
  return a.start === b.start && a.end === b.end;
}
