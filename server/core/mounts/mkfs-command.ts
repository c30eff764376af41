/** The command line of mkfs.btrfs as getopt_long reads it: options and devices in any order, long names by their beginning. */
import type { BtrfsFilesystem } from "../disko/layout.ts";
import { MKFS_OPTIONS, type MkfsOption } from "./mkfs-options.ts";
import { type MkfsPiece, type MkfsWord, mkfsWords } from "./mkfs-words.ts";

export interface GivenOption {
  readonly option: MkfsOption;
  /** As written: `-d`, `--data`. */
  readonly name: string;
  readonly word: MkfsWord;
  /** Undefined where it takes none, and where it is not known. */
  readonly value: { readonly text: string; readonly word: MkfsWord } | undefined;
}

/** Why mkfs.btrfs stops at a word, whatever its version. */
export type MkfsStop =
  | { readonly kind: "unknown"; readonly word: MkfsWord; readonly name: string }
  | { readonly kind: "no-value"; readonly word: MkfsWord; readonly name: string }
  | { readonly kind: "useless-value"; readonly word: MkfsWord; readonly name: string };

export interface MkfsCommand {
  readonly options: readonly GivenOption[];
  /** What is taken for a device beside the content's own. */
  readonly devices: readonly MkfsWord[];
  readonly stops: readonly MkfsStop[];
  /** False where further words may be there. */
  readonly complete: boolean;
}

/** Rules ask for it one after the other. */
const read = new WeakMap<BtrfsFilesystem, MkfsCommand | undefined>();

/** Undefined where the words cannot be told, see mkfs-words.ts. */
export function mkfsCommand(filesystem: BtrfsFilesystem): MkfsCommand | undefined {
  if (!read.has(filesystem)) {
    const pieces = mkfsWords(filesystem);
    read.set(filesystem, pieces && readCommand(pieces));
  }
  return read.get(filesystem);
}

function readCommand(pieces: readonly MkfsPiece[]): MkfsCommand {
  const options: GivenOption[] = [];
  const devices: MkfsWord[] = [];
  const stops: MkfsStop[] = [];
  let [at, onlyDevices] = [0, false];
  const next = (): MkfsPiece | undefined => pieces[at++];
  for (let piece = next(); piece !== undefined; piece = next()) {
    if (piece === "gap") {
      // The word after it may be the value of an option that is not known. A known option is believed all the same.
      const after = pieces[at];
      if (after !== undefined && after !== "gap" && !isKnownOption(after.text)) at += 1;
      continue;
    }
    if (onlyDevices || !piece.text.startsWith("-") || piece.text === "-") devices.push(piece);
    else if (piece.text === "--") onlyDevices = true;
    else for (const one of optionsIn(piece, next)) "kind" in one ? stops.push(one) : options.push(one);
  }
  return { options, devices, stops, complete: !pieces.includes("gap") };
}

function isKnownOption(text: string): boolean {
  if (text.startsWith("--")) return longOptions(text.slice(2).split("=", 1)[0] ?? "").length > 0;
  return text.startsWith("-") && MKFS_OPTIONS.some(({ short }) => short !== undefined && short === text[1]);
}

/** The option of that name, else all that begin with it. */
function longOptions(name: string): readonly MkfsOption[] {
  const exact = MKFS_OPTIONS.filter(({ long }) => long === name);
  return exact.length > 0 || name === "" ? exact : MKFS_OPTIONS.filter(({ long }) => long.startsWith(name));
}

function optionsIn(word: MkfsWord, next: () => MkfsPiece | undefined): readonly (GivenOption | MkfsStop)[] {
  return word.text.startsWith("--") ? [longOption(word, next)].flat() : shortOptions(word, next);
}

function longOption(word: MkfsWord, next: () => MkfsPiece | undefined): readonly (GivenOption | MkfsStop)[] {
  const [name = "", ...rest] = word.text.slice(2).split("=");
  const written = rest.length > 0 ? rest.join("=") : undefined;
  const [option, ...others] = longOptions(name);
  const full = `--${name}`;
  if (option === undefined) return [{ kind: "unknown", word, name: full }];
  // Which one is meant, or whether that is refused, depends on the version.
  if (others.length > 0) return [];
  if (!option.value) {
    return [written === undefined ? given(option, full, word) : { kind: "useless-value", word, name: full }];
  }
  return [written === undefined ? withNext(option, full, word, next) : given(option, full, word, written, word)];
}

/** `-fL root`: several in one word, the last one may have its value behind it or in the next word. */
function shortOptions(word: MkfsWord, next: () => MkfsPiece | undefined): readonly (GivenOption | MkfsStop)[] {
  const found: (GivenOption | MkfsStop)[] = [];
  for (let at = 1; at < word.text.length; at += 1) {
    const name = `-${word.text.charAt(at)}`;
    const option = MKFS_OPTIONS.find(({ short }) => short === word.text.charAt(at));
    if (option === undefined) return [...found, { kind: "unknown", word, name }];
    if (option.value) {
      const rest = word.text.slice(at + 1);
      return [...found, rest === "" ? withNext(option, name, word, next) : given(option, name, word, rest, word)];
    }
    found.push(given(option, name, word));
  }
  return found;
}

function withNext(
  option: MkfsOption,
  name: string,
  word: MkfsWord,
  next: () => MkfsPiece | undefined,
): GivenOption | MkfsStop {
  const value = next();
  if (value === undefined) return { kind: "no-value", word, name };
  return value === "gap" ? given(option, name, word) : given(option, name, word, value.text, value);
}

function given(option: MkfsOption, name: string, word: MkfsWord, text?: string, from?: MkfsWord): GivenOption {
  return { option, name, word, value: text === undefined || from === undefined ? undefined : { text, word: from } };
}

/** The value of an option by its long name; the last one where it is given twice. Undefined where it is not given or not known. */
export function lastValue(command: MkfsCommand, ...names: readonly string[]): GivenOption["value"] {
  return command.options.findLast(({ option }) => names.includes(option.long))?.value;
}
