/** Spans of findings as lines and columns. One index per file, made when the first finding in it is written. */
import type { Location } from "../core/text/span.ts";
import { indexLines, type LineIndex, type Position } from "./lines.ts";
import { shownPath } from "./paths.ts";
import type { World } from "./world.ts";

export interface Place {
  /** Relative to the folder the user stands in. */
  readonly path: string;
  readonly start: Position;
  readonly end: Position;
}

export interface Places {
  of(location: Location): Place;
  /** The text of the line a location starts in. */
  line(location: Location): string;
}

export function openPlaces(world: Pick<World, "files" | "cwd">): Places {
  const indexes = new Map<string, LineIndex>();
  const indexOf = (path: string): LineIndex => {
    let index = indexes.get(path);
    if (!index) {
      const content = world.files.read(path);
      index = indexLines(content.kind === "text" ? content.text : "");
      indexes.set(path, index);
    }
    return index;
  };
  return {
    of({ path, span }) {
      const index = indexOf(path);
      return { path: shownPath(world.cwd, path), start: index.position(span.start), end: index.position(span.end) };
    },
    line({ path, span }) {
      const index = indexOf(path);
      return index.line(index.position(span.start).line);
    },
  };
}
