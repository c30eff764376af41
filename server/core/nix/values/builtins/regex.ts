/** `match` and `split`, with groups that took no part as null. */
import type { BuiltinDefinition } from "../context.ts";
import { list, nullValue, string } from "../make.ts";
import { known, type Thunk, unknown, type Value } from "../value.ts";
import { withString } from "./arguments.ts";
import { fromByteString, toByteString } from "./byte-string.ts";
import { binary } from "./define.ts";
import { type Match, matchAll, matchWhole } from "./posix-match.ts";
import { type PosixPattern, readPosixPattern } from "./posix-pattern.ts";

const TOO_LONG = unknown("matching the regular expression takes too long");

/** Text of a byte string; unknown where a character was cut in two. */
export function textValue(bytes: string): Value {
  const text = fromByteString(bytes);
  return text === undefined ? unknown("the text is cut inside a character") : string(text);
}

export function withPattern(regex: Thunk, use: (pattern: PosixPattern) => Value): Value {
  return withString(regex, (text) => {
    const pattern = readPosixPattern(toByteString(text));
    return pattern === undefined ? unknown(`the regular expression \`${text}\` is not understood`) : use(pattern);
  });
}

function groupsOf(match: Match): Value {
  return list(match.groups.map((group) => known(group === undefined ? nullValue() : textValue(group))));
}

/** The groups where the whole text matches, null where it does not. */
export function matchText(pattern: PosixPattern, text: string): Value {
  const found = matchWhole(pattern, toByteString(text));
  if (found === undefined) return TOO_LONG;
  return found === null ? nullValue() : groupsOf(found);
}

/** The texts between the matches, with the groups of each match between them. */
function splitText(pattern: PosixPattern, text: string): Value {
  const bytes = toByteString(text);
  const matches = matchAll(pattern, bytes);
  if (matches === undefined) return TOO_LONG;
  const parts: Value[] = [];
  let end = 0;
  for (const match of matches) {
    parts.push(textValue(bytes.slice(end, match.start)), groupsOf(match));
    end = match.end;
  }
  parts.push(textValue(bytes.slice(end)));
  return list(parts.map(known));
}

function searching(name: string, search: (pattern: PosixPattern, text: string) => Value): BuiltinDefinition {
  return binary(name, (regex, subject) =>
    withPattern(regex, (pattern) => withString(subject, (text) => search(pattern, text))),
  );
}

export const builtins = [searching("match", matchText), searching("split", splitText)];

export const lib = builtins;
