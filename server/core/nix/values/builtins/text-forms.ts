/** Text in another form: upper case, without blanks, quoted for a shell, as a number. */
import type { BuiltinDefinition } from "../context.ts";
import { bool, list, string } from "../make.ts";
import { selectAttribute } from "../select.ts";
import { failed, known, type Thunk, type Value } from "../value.ts";
import { answerOf, withAnyText, withAttrs, withItems, withString, withStrings } from "./arguments.ts";
import { binary, type Call, unary } from "./define.ts";
import { throws } from "./errors.ts";
import { readJson } from "./json.ts";
import { joinItems, replaceStrings } from "./strings.ts";
import { shellWord } from "./text-escapes.ts";
import { parseName } from "./versions.ts";

/** Nix knows ASCII letters only. */
export function toUpper(text: string): string {
  return text.replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

export function toLower(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/** Without blanks at the start or end; a text of blanks alone becomes empty. */
function trim(text: string, start: boolean, end: boolean): string {
  const front = start ? text.replace(/^[ \t\r\n]+/, "") : text;
  return end ? front.replace(/[ \t\r\n]+$/, "") : front;
}

/** As Nix code. Of a text with a backspace or a form feed versions of Nix write different JSON. */
function nixString(text: string): string {
  return JSON.stringify(text).replaceAll("$", "\\$");
}

const KEYWORDS = ["assert", "else", "if", "in", "inherit", "let", "or", "rec", "then", "with"];

/** As an attribute name in Nix code. */
export function nixName(text: string): string {
  return /^[a-zA-Z_][a-zA-Z0-9_'-]*$/.test(text) && !KEYWORDS.includes(text) ? text : nixString(text);
}

const XML: Readonly<Record<string, string>> = {
  '"': "&quot;",
  "'": "&apos;",
  "<": "&lt;",
  ">": "&gt;",
  "&": "&amp;",
};

/** A decimal integer with blanks around it; a leading zero may mean octal and is refused. */
function toInt(text: string, call: Call): Value {
  const digits = /^[ \t\n\v\f\r]*(-?[0-9]+)[ \t\n\v\f\r]*$/.exec(text)?.[1];
  if (digits === undefined || /^0[0-9]/.test(digits)) return throws(`\`${text}\` is no integer`, call);
  return integer(digits, call);
}

function toIntBase10(text: string, call: Call): Value {
  const digits = /^[ \t\n\v\f\r]*0*(-?[0-9]+)[ \t\n\v\f\r]*$/.exec(text)?.[1];
  return digits === undefined ? throws(`\`${text}\` is no integer`, call) : integer(digits, call);
}

/** What JSON makes of digits: no zero at the front, and from 65 bits on a float, which is no integer. */
function integer(digits: string, call: Call): Value {
  if (/^-0[0-9]/.test(digits)) return failed("value", `\`${digits}\` is no number of JSON`, call.at);
  const value = readJson(digits);
  return value.kind === "float" ? throws(`\`${digits}\` is no integer`, call) : value;
}

/** For text and attribute values of XML. */
export function escapeXml(text: string): string {
  return text.replace(/["'<>&]/g, (char) => XML[char] ?? char);
}

function changed(name: string, change: (text: string) => string): BuiltinDefinition {
  return unary(name, (thunk) => withString(thunk, (text) => string(change(text))));
}

export function sentence(text: string): string {
  return toUpper(text.slice(0, 1)) + toLower(text.slice(1));
}

/** `pname` or `version` of a package, or that part of its name. */
function packagePart(thunk: Thunk, attribute: string, part: "name" | "version"): Value {
  const value = thunk.force();
  if (value.kind === "string") return string(parseName(value.value)[part]);
  const own = selectAttribute(value, attribute);
  if (own.kind === "unknown") return own.unknown;
  if (own.kind === "found") return own.attribute.thunk.force();
  const name = selectAttribute(value, "name");
  if (name.kind === "unknown") return name.unknown;
  if (name.kind === "absent") return failed("missing-attribute", "the package has no name");
  return withString(name.attribute.thunk, (text) => string(parseName(text)[part]));
}

/** A flag of `trimWith`; false where it is not given. */
function flag(options: Value, name: string) {
  const selection = selectAttribute(options, name);
  if (selection.kind === "absent") return false;
  return selection.kind === "found" ? answerOf(selection.attribute.thunk.force()) : selection.unknown;
}

function trimWith(options: Thunk, thunk: Thunk): Value {
  return withAttrs(options, (value) => {
    const start = flag(value, "start");
    const end = flag(value, "end");
    if (typeof start !== "boolean") return start;
    if (typeof end !== "boolean") return end;
    return withString(thunk, (text) => string(trim(text, start, end)));
  });
}

function shellWords(thunk: Thunk, call: Call): Value {
  return withItems(thunk, (thunks) => {
    const words = thunks.map((item) => known(withAnyText(item, call, (text) => string(shellWord(text)))));
    return joinItems(" ", list(words).items, call);
  });
}

export const lib: readonly BuiltinDefinition[] = [
  changed("toUpper", toUpper),
  changed("toLower", toLower),
  unary("toSentenceCase", (thunk, call) => {
    const value = thunk.force();
    if (value.kind === "string") return string(sentence(value.value));
    return value.kind === "unknown" ? value : throws("toSentenceCase takes a string", call);
  }),
  changed("trim", (text) => trim(text, true, true)),
  binary("trimWith", trimWith),
  unary("toInt", (thunk, call) => withString(thunk, (text) => toInt(text, call))),
  unary("toIntBase10", (thunk, call) => withString(thunk, (text) => toIntBase10(text, call))),
  unary("boolToString", (thunk) => boolText(thunk, "true", "false")),
  unary("boolToYesNo", (thunk) => boolText(thunk, "yes", "no")),
  binary("escape", (special, thunk) =>
    withStrings(special, (chars) =>
      replaceStrings(
        chars,
        chars.map((char) => known(string(`\\${char}`))),
        thunk,
      ),
    ),
  ),
  unary("escapeShellArg", (thunk, call) => withAnyText(thunk, call, (text) => string(shellWord(text)))),
  unary("escapeShellArgs", shellWords),
  changed("escapeRegex", (text) => text.replace(/[\\[{()^$?*+|.]/g, "\\$&")),
  changed("escapeXML", escapeXml),
  unary("showAttrPath", (path) =>
    withStrings(path, (names) => string(names.length === 0 ? "<root attribute path>" : names.map(nixName).join("."))),
  ),
  unary("isValidPosixName", (thunk) => withString(thunk, (text) => bool(/^[a-zA-Z_][a-zA-Z0-9_]*$/.test(text)))),
  unary("getName", (thunk) => packagePart(thunk, "pname", "name")),
  unary("getVersion", (thunk) => packagePart(thunk, "version", "version")),
];

export const inStrings: readonly BuiltinDefinition[] = [
  changed("escapeNixString", nixString),
  changed("escapeNixIdentifier", nixName),
];

function boolText(thunk: Thunk, yes: string, no: string): Value {
  const answer = answerOf(thunk.force());
  return typeof answer === "boolean" ? string(answer ? yes : no) : answer;
}
