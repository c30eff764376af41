/**
 * What is being done, on one line that is written over and taken away again. Only for a person who looks at a terminal and
 * has waited a moment: never in a pipe, in CI, or on a terminal that cannot go back. It is erased with blanks, so that it
 * needs no control sequence, which NO_COLOR forbids in the eyes of some.
 */
import { cellsOf } from "./cells.ts";
import type { World } from "./world.ts";

/** Milliseconds that pass in silence: what is done sooner needs no words. */
const PATIENCE = 300;
/** Milliseconds between two looks: more would flicker. */
const PACE = 80;
/** Where the terminal does not know its own: some say 0. */
const WIDTH = 80;

export interface Progress {
  /** Says what is being done now; may be called as often as one likes. */
  show(what: string): void;
  /** Takes the line away, so that something else can be printed; the next `show` brings it back. */
  clear(): void;
}

export function openProgress({ stderr, environment, now }: Pick<World, "stderr" | "environment" | "now">): Progress {
  if (stderr.isTTY !== true || environment.TERM === "dumb" || isSet(environment.CI)) {
    return { show: () => {}, clear: () => {} };
  }
  let next = now() + PATIENCE;
  let shown = 0;
  const erase = (): void => {
    if (shown > 0) stderr.write(`\r${" ".repeat(shown)}\r`);
    shown = 0;
  };
  return {
    show(what) {
      const time = now();
      if (time < next) return;
      next = time + PACE;
      erase();
      // A full line would wrap, and then only its last part could be erased.
      const { text, width } = fitting(what, (stderr.columns || WIDTH) - 1);
      stderr.write(text);
      shown = width;
    },
    clear: erase,
  };
}

/** What of the text has room in so many columns, and how many it takes. */
function fitting(text: string, columns: number): { readonly text: string; readonly width: number } {
  let shown = "";
  let width = 0;
  for (const cell of cellsOf(text)) {
    if (width + cell.width > columns) break;
    width += cell.width;
    shown += cell.shown;
  }
  return { text: shown, width };
}

function isSet(variable: string | undefined): boolean {
  return variable !== undefined && variable !== "" && variable !== "false" && variable !== "0";
}
