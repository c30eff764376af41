/** Text. Positions and lengths count bytes, as in Nix (see byte-string.ts). */
import { MAX_TEXT } from "../budget.ts";
import { coerceToString } from "../coerce.ts";
import type { BuiltinDefinition } from "../context.ts";
import { bool, int, list, string } from "../make.ts";
import { failed, known, type ListItem, stops, type Thunk, unknown, type Value } from "../value.ts";
import {
  decide,
  doubtOf,
  notA,
  withAnyText,
  withAttrs,
  withInt,
  withItems,
  withList,
  withString,
  withStrings,
  withText,
} from "./arguments.ts";
import { mapToList } from "./attrs-access.ts";
import { toByteString } from "./byte-string.ts";
import { binary, type Call, renamed, ternary, unary } from "./define.ts";
import { throws } from "./errors.ts";
import { indexedMap, mapList } from "./list-making.ts";
import { textValue } from "./regex.ts";

/** The items one after the other, with `separator` between them. */
export function joinItems(separator: string, items: readonly ListItem[], call: Call): Value {
  const texts: string[] = [];
  let length = 0;
  for (const entry of items) {
    if (entry.kind === "gap" || !entry.certain) return doubtOf(items);
    const text = coerceToString(entry.thunk.force(), "interpolation", call.context);
    if (text.kind === "unknown") return text;
    texts.push(text.value);
    length += text.value.length + separator.length;
    if (length > MAX_TEXT) return unknown("the text becomes too long");
  }
  return string(texts.join(separator));
}

function joinList(separator: string, thunk: Thunk, call: Call): Value {
  return withList(thunk, (value) => joinItems(separator, value.items, call));
}

/** Part of a text; a negative length means to its end. */
function substring(start: bigint, length: bigint, text: string): Value {
  if (start < 0n) return failed("value", "a text has nothing before its start");
  const bytes = toByteString(text);
  const from = start > BigInt(bytes.length) ? bytes.length : Number(start);
  const end = length < 0n || BigInt(from) + length > BigInt(bytes.length) ? bytes.length : from + Number(length);
  return textValue(bytes.slice(from, end));
}

/** Left to right, at each place the first of `from` that stands there; an empty one stands everywhere. */
function replace(from: readonly string[], to: readonly Thunk[], text: string): Value {
  const bytes = toByteString(text);
  const wanted = from.map(toByteString);
  let result = "";
  let position = 0;
  while (position <= bytes.length) {
    const index = wanted.findIndex((part) => bytes.startsWith(part, position));
    const found = wanted[index];
    if (found !== undefined) {
      const replacement = to[index]?.force() ?? unknown("the replacement is missing");
      if (replacement.kind !== "string") return notA("a string", replacement);
      result += toByteString(replacement.value);
      position += found.length;
    }
    if (found === undefined || found === "") {
      result += bytes.charAt(position);
      position += 1;
    }
    if (result.length > MAX_TEXT) return unknown("the text becomes too long");
  }
  return textValue(result);
}

/** `replaceStrings` with what is searched for known. */
export function replaceStrings(from: readonly string[], to: readonly Thunk[], text: Thunk): Value {
  // Nix looks at a replacement only where it is put in since 2.16, before at each: what no release refuses is left.
  // <https://github.com/NixOS/nix/blob/master/doc/manual/source/release-notes/rl-2.16.md>
  if (to.some((thunk) => stops(thunk.force()))) return unknown("a replacement is an error");
  const replaced = withString(text, (subject) => replace(from, to, subject));
  const isText = to.every((thunk) => ["string", "unknown"].includes(thunk.force().kind));
  return isText || stops(replaced) ? replaced : unknown("a replacement is no text");
}

function replaceLists(from: Thunk, to: Thunk, text: Thunk): Value {
  return withItems(from, (wanted) =>
    withItems(to, (replacements) => {
      if (replacements.length !== wanted.length) {
        return failed("value", "there is not one replacement for each text");
      }
      return withStrings(from, (texts) => replaceStrings(texts, replacements, text));
    }),
  );
}

/** Before, between and after all bytes. */
function splitEverywhere(text: string): Value {
  const empty = known(string(""));
  return list([empty, ...[...toByteString(text)].map((byte) => known(textValue(byte))), empty]);
}

/** The prefix, suffix or infix that is looked for. Of a path or a set nixpkgs says no, and copies it to the store on the way. */
function withSought(thunk: Thunk, use: (text: string) => Value): Value {
  const value = thunk.force();
  return value.kind === "path" || value.kind === "attrs"
    ? unknown("what is looked for is no text")
    : withString(known(value), use);
}

/** The bytes of a text, each as a text. */
function characters(text: string): Value {
  return list([...toByteString(text)].map((byte) => known(textValue(byte))));
}

/** Digits or text before `text` until it is `width` bytes long. */
function padded(width: bigint, filler: string, text: string, call: Call): Value {
  const missing = width - BigInt(toByteString(text).length);
  const step = BigInt(toByteString(filler).length);
  if (missing < 0n) return throws("the text is longer than it may be", call);
  if (missing > BigInt(MAX_TEXT)) return unknown("the text becomes too long");
  if (missing > 0n && step === 0n) return unknown("the text is filled up with nothing");
  if (missing > 0n && missing % step !== 0n) return throws("the text cannot be filled up to that length", call);
  return string(missing === 0n ? text : filler.repeat(Number(missing / step)) + text);
}

const concatStringsSep = binary("concatStringsSep", (separator, items, call) =>
  withString(separator, (text) => joinList(text, items, call)),
);
const stringLength = unary("stringLength", (thunk, call) =>
  withText(thunk, call, (text) => int(toByteString(text).length)),
);
const part = ternary("substring", (start, length, text, call) =>
  withInt(start, (from) => withInt(length, (count) => withText(text, call, (all) => substring(from, count, all)))),
);
const replaceEach = ternary("replaceStrings", replaceLists);
const toStringBuiltin = unary("toString", (thunk, call) => withAnyText(thunk, call, string));

export const builtins = [concatStringsSep, stringLength, part, replaceEach, toStringBuiltin];

export const lib: readonly BuiltinDefinition[] = [
  ...builtins,
  renamed(concatStringsSep, "join"),
  unary("concatStrings", (items, call) => joinList("", items, call)),
  unary("concatLines", (items, call) =>
    withList(items, (value) => {
      const joined = joinItems("\n", value.items, call);
      return joined.kind === "string" && value.items.length > 0 ? string(`${joined.value}\n`) : joined;
    }),
  ),
  binary("concatMapStrings", (fn, items, call) =>
    withList(items, (value) => joinItems("", mapList(fn, value.items, call).items, call)),
  ),
  ternary("concatMapStringsSep", (separator, fn, items, call) =>
    withString(separator, (text) =>
      withList(items, (value) => joinItems(text, mapList(fn, value.items, call).items, call)),
    ),
  ),
  binary("concatImapStrings", (fn, items, call) =>
    withList(items, (value) => joinItems("", indexedMap(fn, value.items, 1, call).items, call)),
  ),
  ternary("concatImapStringsSep", (separator, fn, items, call) =>
    withString(separator, (text) =>
      withList(items, (value) => joinItems(text, indexedMap(fn, value.items, 1, call).items, call)),
    ),
  ),
  ternary("concatMapAttrsStringSep", (separator, fn, set, call) =>
    withString(separator, (text) =>
      withAttrs(set, (value) => {
        const mapped = mapToList(value, (name, old) => call.applied(fn, name, old));
        return mapped.kind === "list" ? joinItems(text, mapped.items, call) : mapped;
      }),
    ),
  ),
  ternary("replaceString", (from, to, text) => replaceLists(known(list([from])), known(list([to])), text)),
  binary("optionalString", (condition, text) =>
    decide(
      condition,
      () => text.force(),
      () => string(""),
      (why) => why,
    ),
  ),
  binary("hasPrefix", (prefix, text, call) =>
    withSought(prefix, (start) => withText(text, call, (all) => bool(all.startsWith(start)))),
  ),
  binary("hasSuffix", (suffix, text, call) =>
    withSought(suffix, (end) => withText(text, call, (all) => bool(all.endsWith(end)))),
  ),
  binary("hasInfix", (infix, text, call) =>
    withSought(infix, (inner) => withText(text, call, (all) => bool(all.includes(inner)))),
  ),
  binary("removePrefix", (prefix, text, call) =>
    withSought(prefix, (start) =>
      withText(text, call, (all) => (all.startsWith(start) ? string(all.slice(start.length)) : text.force())),
    ),
  ),
  binary("removeSuffix", (suffix, text, call) =>
    withSought(suffix, (end) =>
      withText(text, call, (all) => (all.endsWith(end) ? string(all.slice(0, all.length - end.length)) : text.force())),
    ),
  ),
  unary("stringToCharacters", (text, call) => withText(text, call, characters)),
  binary("stringAsChars", (fn, text, call) =>
    withText(text, call, (all) => {
      const bytes = characters(all);
      return bytes.kind === "list" ? joinItems("", mapList(fn, bytes.items, call).items, call) : bytes;
    }),
  ),
  binary("splitString", (separator, text, call) =>
    withAnyText(separator, call, (between) =>
      withText(text, call, (all) =>
        between === "" ? splitEverywhere(all) : list(all.split(between).map((one) => known(string(one)))),
      ),
    ),
  ),
  ternary("fixedWidthString", (width, filler, text, call) =>
    withInt(width, (length) =>
      withString(filler, (fill) => withString(text, (all) => padded(length, fill, all, call))),
    ),
  ),
  binary("fixedWidthNumber", (width, number, call) =>
    withInt(width, (length) => withAnyText(number, call, (text) => padded(length, "0", text, call))),
  ),
];

export const inStrings: readonly BuiltinDefinition[] = [
  binary("replicate", (count, text) =>
    withInt(count, (n) =>
      withString(text, (one) =>
        n >= 0n && n * BigInt(one.length) <= BigInt(MAX_TEXT) && n <= BigInt(MAX_TEXT)
          ? string(one.repeat(Number(n)))
          : unknown("the text cannot be repeated that often"),
      ),
    ),
  ),
];
