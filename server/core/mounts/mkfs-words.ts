/**
 * The words that mkfs.btrfs gets from `extraArgs`. disko joins the list with blanks and puts the text into its script as it is
 * (`mkfs.btrfs "DEVICE" ${toString extraArgs}` in lib/types/btrfs.nix), so it is the shell that makes words of it: `"-L root"`
 * is two, and a label with a blank needs quotes of the shell's own.
 */
import { definitionsOf } from "../disko/definitions.ts";
import type { BtrfsFilesystem } from "../disko/layout.ts";
import type { Location } from "../text/span.ts";

export interface MkfsWord {
  readonly text: string;
  /** The element of the list that it begins in, and what is written there. */
  readonly at: Location;
  readonly element: string;
}

/** `gap`: words that are not known, or may not be there. */
export type MkfsPiece = MkfsWord | "gap";

/** Undefined where the shell would do more than to make words: variables, patterns, comments, quotes that stay open. */
export function mkfsWords({ object }: BtrfsFilesystem): readonly MkfsPiece[] | undefined {
  const pieces: MkfsPiece[] = object.open ? ["gap"] : [];
  const attribute = object.attributes.get("extraArgs");
  for (const [index, { value, certain, at }] of attribute?.definitions.entries() ?? []) {
    if (index > 0 || !certain || value.kind !== "list") pieces.push("gap");
    if (value.kind !== "list" || !certain) continue;
    for (const item of value.items) {
      if (item.kind === "gap") {
        pieces.push("gap");
        continue;
      }
      const [only, ...others] = definitionsOf(item.thunk, at, { certain: item.certain, firm: true });
      if (only?.value.kind !== "string" || !only.certain || others.length > 0) {
        pieces.push("gap");
        continue;
      }
      const element = only.value.value;
      const words = shellWords(element);
      if (words === undefined) return undefined;
      pieces.push(...words.map((text): MkfsWord => ({ text, at: only.at, element })));
    }
  }
  return pieces;
}

/** One word: plain characters, and parts in single or double quotes in which nothing is replaced. */
const WORD = /(?:[^\s'"\\$`;|&<>()#*?[\]{}~!]|'[^']*'|"[^"\\$`]*")+/y;

function shellWords(text: string): string[] | undefined {
  const words: string[] = [];
  let at = 0;
  for (;;) {
    at += /^[ \t]*/.exec(text.slice(at))?.[0].length ?? 0;
    if (at >= text.length) return words;
    WORD.lastIndex = at;
    const word = WORD.exec(text)?.[0];
    if (word === undefined) return undefined;
    words.push(word.replaceAll(/'([^']*)'|"([^"]*)"/g, (_, single = "", double = "") => single + double));
    at += word.length;
    if (at < text.length && !/[ \t]/.test(text.charAt(at))) return undefined;
  }
}
