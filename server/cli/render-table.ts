/**
 * Tables of our pages in a terminal: in columns where they fit, else each row as a block under the name in its first cell.
 */
import { wrapWords } from "./wrap.ts";

const GAP = 2;

/**
 * `rows`: cells as markdown, the first row is the header. `measure` gives the columns that a cell takes once it is
 * painted, which `paint` does; `width` in columns.
 */
export function renderTable(
  rows: readonly (readonly string[])[],
  width: number,
  measure: (cell: string) => number,
  paint: (cell: string) => string,
): string[] {
  const columns = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, at) => Math.max(...rows.map((row) => measure(row[at] ?? ""))));
  const total = widths.reduce((sum, one) => sum + one + GAP, -GAP);
  const pad = (cell: string, to: number): string => paint(cell) + " ".repeat(Math.max(0, to - measure(cell)));
  if (total <= width) {
    return rows.map((row) =>
      row
        .map((cell, at) => pad(cell, widths[at] ?? 0))
        .join(" ".repeat(GAP))
        .trimEnd(),
    );
  }
  const label = widths[0] ?? 0;
  return rows.slice(1).flatMap(([name = "", ...cells]) =>
    cells
      .filter((cell) => cell !== "")
      .flatMap((cell) => wrapWords(cell, width - label - GAP, measure))
      .map((line, at) => `${pad(at === 0 ? name : "", label)}${" ".repeat(GAP)}${paint(line)}`),
  );
}

/** The cells of one line `| a | b |`; a bar in a cell is written `\|`. */
export function cellsOfRow(line: string): string[] {
  return line
    .trim()
    .replace(/^\||(?<!\\)\|$/g, "")
    .split(/(?<!\\)\|/)
    .map((cell) => cell.trim().replaceAll("\\|", "|"));
}
