/**
 * Offsets of the core become lines and columns here, and nowhere else in the CLI. Lines end as editors see it: \n, \r\n
 * or a lone \r. Columns count UTF-16 code units, so they agree with an editor's.
 */

/** Both from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export interface LineIndex {
  /** An offset outside the text is taken as its nearest end. */
  position(offset: number): Position;
  /** Text of a line (from 1) without its line end. */
  line(number: number): string;
}

export function indexLines(text: string): LineIndex {
  const starts = [0];
  for (const end of text.matchAll(/\r\n|\n|\r/g)) starts.push(end.index + end[0].length);

  return {
    position(offset) {
      const clamped = Math.min(Math.max(offset, 0), text.length);
      let low = 0;
      let high = starts.length - 1;
      while (low < high) {
        const middle = Math.ceil((low + high) / 2);
        if ((starts[middle] ?? 0) <= clamped) low = middle;
        else high = middle - 1;
      }
      return { line: low + 1, column: clamped - (starts[low] ?? 0) + 1 };
    },
    line(number) {
      const start = starts[number - 1];
      if (start === undefined) return "";
      return text.slice(start, starts[number]).replace(/[\r\n]+$/, "");
    },
  };
}
