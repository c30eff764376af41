/** What a user gave that cannot be used: said on stderr, each with its place, before anything is done with the rest. */
import type { InputProblem } from "../core/engine.ts";
import { printable } from "./cells.ts";
import { shownInText } from "./paths.ts";
import { openPlaces } from "./places.ts";
import { complain, type World } from "./world.ts";

/**
 * `flags`: a word of the command line is wrong, so nothing should be done. `files`: a project file is, and the rest of it
 * still counts.
 */
export type Trouble = "none" | "files" | "flags";

export function reportProblems(problems: readonly InputProblem[], world: World): Trouble {
  const places = openPlaces(world);
  let trouble: Trouble = "none";
  for (const { at, message } of problems) {
    if (at === undefined) trouble = "flags";
    else if (trouble === "none") trouble = "files";
    const place = at && places.of(at);
    const where = place ? `${place.path}:${place.start.line}:${place.start.column}: ` : "";
    complain(world, printable(where + shownInText(world.cwd, message)));
  }
  return trouble;
}
