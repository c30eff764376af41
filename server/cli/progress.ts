/**
 * What is being done, on one line that is written over and taken away again. Only for a person who looks at a terminal and
 * has waited a moment: never in a pipe, in CI, or on a terminal that cannot erase.
 */
import { cellsOf } from "./cells.ts";
import type { World } from "./world.ts";

/** Milliseconds that pass in silence: what is done sooner needs no words. */
const PATIENCE = 300;
/** Milliseconds between two looks: more would flicker. */
const PACE = 80;
/** Without a terminal to ask. */
const WIDTH = 80;
const ERASE = "\r\u001b[K";

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
  let isShown = false;
  return {
    show(what) {
      const time = now();
      if (time < next) return;
      next = time + PACE;
      isShown = true;
      // A full line would wrap, and then only its last part could be erased.
      stderr.write(`${ERASE}${fitting(what, (stderr.columns ?? WIDTH) - 1)}`);
    },
    clear() {
      if (isShown) stderr.write(ERASE);
      isShown = false;
    },
  };
}

function fitting(text: string, width: number): string {
  let shown = "";
  let used = 0;
  for (const cell of cellsOf(text)) {
    used += cell.width;
    if (used > width) break;
    shown += cell.shown;
  }
  return shown;
}

function isSet(variable: string | undefined): boolean {
  return variable !== undefined && variable !== "" && variable !== "false" && variable !== "0";
}
