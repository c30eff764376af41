/** Text made harmless for somebody else: for C, for URLs, for shells, for names of store paths. */
import type { BuiltinDefinition } from "../context.ts";
import { int, string } from "../make.ts";
import { selectAttribute } from "../select.ts";
import { failed, known, type Thunk, unknown, type Value } from "../value.ts";
import { isUnknown, withString, withStrings } from "./arguments.ts";
import { binary, type Call, unary } from "./define.ts";
import { throws } from "./errors.ts";
import { itemsOf, joinTexts, membersOf, shown, type Text, textResult } from "./known-text.ts";
import { replaceStrings } from "./strings.ts";

/** The number of an ASCII character as nixpkgs' table of them has it: no control characters but tab and the line ends. */
function charCode(char: string): number | undefined {
  return /^[\t\n\r -~]$/.test(char) ? char.charCodeAt(0) : undefined;
}

function charToInt(char: string, call: Call): Value {
  const code = charCode(char);
  return code === undefined ? failed("missing-attribute", `\`${char}\` is no ASCII character`, call.at) : int(code);
}

/** Each of `special` as `\x41`. */
function escapeC(special: Thunk, text: Thunk, call: Call): Value {
  return withStrings(special, (chars) => {
    const strange = chars.find((char) => charCode(char) === undefined);
    if (strange !== undefined) return charToInt(strange, call);
    const escaped = chars.map((char) => known(string(`\\x${(charCode(char) ?? 0).toString(16).padStart(2, "0")}`)));
    return replaceStrings(chars, escaped, text);
  });
}

/** ASCII outside of letters, digits and `-_.~` as `%20`; other characters stay. */
function escapeUrl(text: string): string {
  return text.replace(/[\t\n\r -~]/g, (char) =>
    /[A-Za-z0-9._~-]/.test(char) ? char : `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}

/** As one word of a POSIX shell. */
export function shellWord(text: string): string {
  return /^[0-9A-Za-z,._+:@%/-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function shellWordOf(value: Thunk, call: Call): Text {
  const text = shown(value.force(), call);
  return isUnknown(text) ? text : shellWord(text);
}

/** A declaration of bash: a variable, an array for a list, an associative array for a set. */
function shellVariable(name: string, value: Thunk, call: Call): Text {
  if (!/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name)) return throws(`\`${name}\` is no name of a shell variable`, call);
  const forced = value.force();
  if (forced.kind === "list") {
    const items = itemsOf(forced);
    if ("kind" in items) return items;
    return wrapped(
      `declare -a ${name}=(`,
      joinTexts(
        items.map((item) => shellWordOf(item, call)),
        " ",
      ),
    );
  }
  if (forced.kind === "attrs") {
    const becomesText = ["outPath", "__toString"].some((member) => selectAttribute(forced, member).kind !== "absent");
    if (!becomesText) return shellMap(name, forced, call);
  }
  const word = shellWordOf(value, call);
  return isUnknown(word) ? word : `${name}=${word}`;
}

function shellMap(name: string, set: Value, call: Call): Text {
  const members = membersOf(set);
  if ("kind" in members) return members;
  const words = members.map(({ name: key, thunk }) => {
    const word = shellWordOf(thunk, call);
    return isUnknown(word) ? word : `[${shellWord(key)}]=${word}`;
  });
  return wrapped(`declare -A ${name}=(`, joinTexts(words, " "));
}

function wrapped(start: string, inner: Text): Text {
  return isUnknown(inner) ? inner : `${start}${inner})`;
}

function shellVariables(set: Thunk, call: Call): Value {
  const members = membersOf(set.force());
  if ("kind" in members) return members;
  return textResult(
    joinTexts(
      members.map(({ name, thunk }) => shellVariable(name, thunk, call)),
      "\n",
    ),
  );
}

/** Longest name of a store path that leaves room for `.drv`. Source: `sanitizeDerivationName` in nixpkgs' lib/strings.nix. */
const MAX_NAME = 207;

function storeName(text: string): Value {
  if (/[^\0-\x7f]/.test(text)) return unknown("bytes outside of ASCII are replaced one by one");
  const clean = text
    .replace(/^\.+/, "")
    .replace(/[^0-9A-Za-z+._?=-]+/g, "-")
    .slice(-MAX_NAME);
  return string(clean === "" ? "unknown" : clean);
}

export const lib: readonly BuiltinDefinition[] = [
  unary("escapeURL", (thunk) => withString(thunk, (text) => string(escapeUrl(text)))),
  binary("toShellVar", (name, value, call) => withString(name, (text) => textResult(shellVariable(text, value, call)))),
  unary("toShellVars", shellVariables),
];

/** Functions of `lib.strings` alone. */
export const inStrings: readonly BuiltinDefinition[] = [
  unary("charToInt", (char, call) => withString(char, (text) => charToInt(text, call))),
  binary("escapeC", escapeC),
  unary("sanitizeDerivationName", (name) => withString(name, storeName)),
];
