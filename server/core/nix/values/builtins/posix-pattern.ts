/**
 * Reads POSIX extended regular expressions as Nix does: its `match` and `split` use std::regex (libstdc++, `extended`).
 * What libstdc++ rejects, or what depends on the locale, gives undefined and so an unknown value.
 * Patterns are byte strings (see byte-string.ts).
 */
export type Pattern =
  | { readonly kind: "empty" }
  | { readonly kind: "byte"; readonly accepts: (byte: string) => boolean }
  | { readonly kind: "start" }
  | { readonly kind: "end" }
  | { readonly kind: "sequence"; readonly parts: readonly Pattern[] }
  | { readonly kind: "choice"; readonly options: readonly Pattern[] }
  /** A capturing group; `index` counts from 0 in order of the opening parentheses. */
  | { readonly kind: "group"; readonly index: number; readonly inner: Pattern }
  /** `id` names this repetition for the guard against endless empty rounds. */
  | { readonly kind: "star"; readonly id: number; readonly inner: Pattern }
  | { readonly kind: "option"; readonly id: number; readonly inner: Pattern };

export interface PosixPattern {
  readonly pattern: Pattern;
  readonly groups: number;
}

const CLASSES: Readonly<Record<string, string>> = {
  alnum: "0-9A-Za-z",
  alpha: "A-Za-z",
  blank: " \\t",
  cntrl: "\\x00-\\x1f\\x7f",
  digit: "0-9",
  graph: "\\x21-\\x7e",
  lower: "a-z",
  print: "\\x20-\\x7e",
  punct: "!-\\/:-@\\[-`{-~",
  space: " \\t\\n\\v\\f\\r",
  upper: "A-Z",
  xdigit: "0-9A-Fa-f",
};
const SPECIAL = ".[\\()*+?{|^$";
/** Copies that counted repetitions may expand to. */
const MAX_PARTS = 2000;

class NotReadable extends Error {}

/** Undefined for a pattern that Nix rejects or that is not understood here. */
export function readPosixPattern(text: string): PosixPattern | undefined {
  try {
    return readPattern(text);
  } catch (error) {
    if (error instanceof NotReadable || error instanceof RangeError) return undefined;
    throw error;
  }
}

function readPattern(text: string): PosixPattern {
  let position = 0;
  let groups = 0;
  let repetitions = 0;
  let parts = 0;

  const pattern = readChoice();
  if (position < text.length) throw new NotReadable();
  return { pattern, groups };

  function readChoice(): Pattern {
    const options = [readSequence()];
    while (text[position] === "|") {
      position += 1;
      options.push(readSequence());
    }
    return options.length === 1 && options[0] !== undefined ? options[0] : { kind: "choice", options };
  }

  function readSequence(): Pattern {
    const parts: Pattern[] = [];
    while (position < text.length && text[position] !== "|" && text[position] !== ")") parts.push(readTerm());
    return parts.length === 0 ? { kind: "empty" } : { kind: "sequence", parts };
  }

  function readTerm(): Pattern {
    const first = text[position];
    if (first === "^" || first === "$") {
      position += 1;
      return { kind: first === "^" ? "start" : "end" };
    }
    let term = readAtom();
    while (position < text.length && "*+?{".includes(text.charAt(position))) term = readRepetition(term);
    return term;
  }

  function readAtom(): Pattern {
    const char = text.charAt(position);
    position += 1;
    if (char === ".") return { kind: "byte", accepts: (byte) => byte !== "\0" };
    if (char === "[") return readBracket();
    if (char === "(") return readGroup();
    if (char === "\\") {
      const escaped = text.charAt(position);
      position += 1;
      if (escaped === "" || !SPECIAL.includes(escaped)) throw new NotReadable();
      return { kind: "byte", accepts: (byte) => byte === escaped };
    }
    if (SPECIAL.includes(char)) throw new NotReadable();
    return { kind: "byte", accepts: (byte) => byte === char };
  }

  function readGroup(): Pattern {
    const index = groups;
    groups += 1;
    const inner = readChoice();
    if (text[position] !== ")") throw new NotReadable();
    position += 1;
    return { kind: "group", index, inner };
  }

  function readRepetition(inner: Pattern): Pattern {
    const mark = text.charAt(position);
    position += 1;
    if (mark === "*") return star(inner);
    if (mark === "+") return { kind: "sequence", parts: [inner, star(inner)] };
    if (mark === "?") return option(inner);
    const bounds = /^(\d{1,4})(?:(,)(\d{0,4}))?\}/.exec(text.slice(position, position + 11));
    if (bounds === null) throw new NotReadable();
    position += bounds[0].length;
    return counted(inner, Number(bounds[1]), bounds[2] === undefined, bounds[3] ?? "");
  }

  function counted(inner: Pattern, least: number, exact: boolean, most: string): Pattern {
    const limit = exact ? least : most === "" ? undefined : Number(most);
    if (limit !== undefined && limit < least) throw new NotReadable();
    parts += Math.max(least, limit ?? 0);
    if (parts > MAX_PARTS) throw new NotReadable();
    const copies: Pattern[] = Array.from({ length: least }, () => inner);
    if (limit === undefined) copies.push(star(inner));
    else if (limit > least) copies.push(optionalCopies(inner, limit - least));
    return copies.length === 0 ? { kind: "empty" } : { kind: "sequence", parts: copies };
  }

  /** `x{0,3}` is `(x(x(x)?)?)?`. */
  function optionalCopies(inner: Pattern, count: number): Pattern {
    let copies = option(inner);
    for (let i = 1; i < count; i++) copies = option({ kind: "sequence", parts: [inner, copies] });
    return copies;
  }

  function star(inner: Pattern): Pattern {
    repetitions += 1;
    return { kind: "star", id: repetitions, inner };
  }

  function option(inner: Pattern): Pattern {
    repetitions += 1;
    return { kind: "option", id: repetitions, inner };
  }

  /** After `[`. A backslash is an ordinary character here; equivalence classes and collating symbols are not read. */
  function readBracket(): Pattern {
    const negated = text[position] === "^";
    if (negated) position += 1;
    let members = "";
    let isFirst = true;
    for (;;) {
      const char = text.charAt(position);
      if (char === "") throw new NotReadable();
      if (char === "]" && !isFirst) break;
      members += readMember(isFirst);
      isFirst = false;
    }
    position += 1;
    const set = new RegExp(`[${negated ? "^" : ""}${members}]`);
    return { kind: "byte", accepts: (byte) => set.test(byte) };
  }

  function readMember(isFirst: boolean): string {
    const rest = text.slice(position, position + 16);
    const named = /^\[:([a-z]+):\]/.exec(rest);
    if (named !== null) {
      const members = CLASSES[named[1] ?? ""];
      position += named[0].length;
      if (members === undefined) throw new NotReadable();
      return members;
    }
    if (/^\[[.=:]/.test(rest)) throw new NotReadable();
    const from = text.charAt(position);
    const to = text.charAt(position + 2);
    if (text[position + 1] === "-" && to !== "]" && to !== "") {
      if (to === "[" || from > to || from === "-" || to > "\x7f") throw new NotReadable();
      position += 3;
      return `${quoteMember(from)}-${quoteMember(to)}`;
    }
    // libstdc++ versions disagree on a dash that is neither first nor last
    if (from === "-" && !isFirst && text[position + 1] !== "]") throw new NotReadable();
    position += 1;
    return quoteMember(from);
  }
}

function quoteMember(byte: string): string {
  return `\\x${byte.charCodeAt(0).toString(16).padStart(2, "0")}`;
}
