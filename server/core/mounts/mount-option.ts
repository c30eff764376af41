/**
 * One mount option as mount(8) will see it, cut out of an element of `mountOptions`. disko passes each element as its
 * own `-o`, and mount splits at commas, so one element may hold several options.
 */
import type { Mount, OptionEntry } from "../disko/layout.ts";
import type { Location } from "../text/span.ts";

export interface MountOption {
  /** As written, without the commas around it: `compress=zstd:3`. */
  readonly text: string;
  /** Before the first `=`. */
  readonly name: string;
  /** After the first `=`; undefined without one, "" for `commit=`. */
  readonly value: string | undefined;
  /** The option inside the string literal, or the whole element where it is computed. */
  readonly at: Location;
  readonly certain: boolean;
  /** The list element it stands in. */
  readonly entry: OptionEntry;
}

/** Nearly every rule of mount options asks for those of the same lists. */
const split = new WeakMap<readonly OptionEntry[], readonly MountOption[]>();

/** The options of a mount in the order mount(8) reads them. Empty pieces (`a,,b`) are dropped. */
export function optionsOf({ options: { entries } }: Pick<Mount, "options">): readonly MountOption[] {
  const before = split.get(entries);
  if (before !== undefined) return before;
  const options = entries.flatMap(splitEntry);
  split.set(entries, options);
  return options;
}

/** The options of one string, each with its place in it. */
export function splitEntry(entry: OptionEntry): MountOption[] {
  const options: MountOption[] = [];
  let offset = 0;
  for (const text of entry.value.split(",")) {
    if (text !== "") {
      const equals = text.indexOf("=");
      options.push({
        text,
        name: equals < 0 ? text : text.slice(0, equals),
        value: equals < 0 ? undefined : text.slice(equals + 1),
        at: entry.literal ? pieceOf(entry, offset, text.length) : entry.at,
        certain: entry.certain,
        entry,
      });
    }
    offset += text.length + 1;
  }
  return options;
}

/** Where a piece of a literal entry stands; inside the quotes when it is only a part of the string. */
function pieceOf(entry: OptionEntry, offset: number, length: number): Location {
  if (length === entry.value.length) return entry.at;
  const start = entry.at.span.start + 1 + offset;
  return { path: entry.at.path, span: { start, end: start + length } };
}
