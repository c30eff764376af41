/**
 * How text looks in a terminal: how many cells it takes, and what must never reach it raw. A file under check may be
 * anybody's; its control characters and direction marks would rewrite what the reader sees.
 */

const TAB = 4;
const WIDE =
  /^[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]|^\p{Emoji_Presentation}|\ufe0f/u;
const NARROW_LESS = /^[\p{Mark}\u200b-\u200d\u2060\ufeff]/u;
const UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not be printed
  /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/gu;

/** One character as a reader sees it. */
export interface Cell {
  /** What is printed for it; tabs are blanks here. */
  readonly shown: string;
  /** Columns of the terminal. */
  readonly width: number;
  /** Offset in the text, in UTF-16 code units. */
  readonly offset: number;
  readonly length: number;
}

const characters = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The characters of one line. Tabs reach to the next multiple of four. */
export function cellsOf(line: string): Cell[] {
  const cells: Cell[] = [];
  let column = 0;
  for (const { segment, index } of characters.segment(line)) {
    const width = segment === "\t" ? TAB - (column % TAB) : widthOf(segment);
    const shown = segment === "\t" ? " ".repeat(width) : printable(segment);
    cells.push({ shown, width, offset: index, length: segment.length });
    column += width;
  }
  return cells;
}

/** Text on one line that says what it says: what would steer the terminal is shown as `\ufffd`. */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, "\ufffd");
}

/** The same for several lines: tabs and line ends stay. A lone \r would write over what stands before it. */
export function printableText(text: string): string {
  return text.replace(UNPRINTABLE, (character, at: number) => {
    const stays = character === "\t" || character === "\n" || (character === "\r" && text[at + 1] === "\n");
    return stays ? character : "\ufffd";
  });
}

function widthOf(character: string): number {
  if (NARROW_LESS.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}
