/** The source line under a finding, with the place underlined. Long lines are cut around the place. */
import { type Cell, cellsOf } from "./cells.ts";

export interface Drawing {
  readonly source: string;
  /** Blanks, then `^^^` under the place; no wider than the source allows. */
  readonly underline: string;
}

/** More than any terminal shows on one line, in code units: the rest of a line this long is not even looked at. */
const LOOK = 2_000;
const ELLIPSIS: Cell = { shown: "…", width: 1, offset: -1, length: 0 };

/**
 * Draws `line` in at most `width` columns with `start`–`end` (code units of the line, half open) underlined. A place
 * without width, or at the end of the line, gets one `^`.
 */
export function drawLine(line: string, start: number, end: number, width: number): Drawing {
  const from = Math.max(0, start - LOOK);
  const nearby = cellsOf(line.slice(from, start + LOOK));
  const cells = from > 0 ? [ELLIPSIS, ...nearby] : nearby;
  const first = start - from;
  const last = Math.max(end - from, first + 1);
  const isMarked = (cell: Cell): boolean => cell.length > 0 && cell.offset < last && cell.offset + cell.length > first;

  const window = cutAround(cells, cells.findIndex(isMarked), width);
  const source = window.map((cell) => cell.shown).join("");
  const marked = window.map((cell) => (isMarked(cell) ? "^" : " ").repeat(cell.width)).join("");
  return {
    source: source.trimEnd(),
    underline: marked.includes("^") ? marked.trimEnd() : `${marked}^`,
  };
}

/** The cells that fit into `width`, beginning at the line's start where the place is still seen, else a third before it. */
function cutAround(cells: readonly Cell[], place: number, width: number): Cell[] {
  if (widthOf(cells) <= width) return [...cells];
  const centre = place < 0 ? cells.length - 1 : place;
  let begin = 0;
  if (widthOf(cells.slice(0, centre + 1)) > (width * 2) / 3) {
    begin = centre;
    let before = 0;
    while (begin > 0 && before + (cells[begin - 1]?.width ?? 0) <= width / 3) {
      begin -= 1;
      before += cells[begin]?.width ?? 0;
    }
  }
  const window: Cell[] = begin > 0 ? [ELLIPSIS] : [];
  let used = widthOf(window);
  for (const [index, cell] of cells.entries()) {
    if (index < begin) continue;
    if (used + cell.width > width - 1) return [...window, ELLIPSIS];
    window.push(cell);
    used += cell.width;
  }
  return window;
}

function widthOf(cells: readonly Cell[]): number {
  return cells.reduce((sum, cell) => sum + cell.width, 0);
}
