/** Text taken apart, compared, and put together from parts. */
import { distance } from "fastest-levenshtein";
import type { BuiltinDefinition } from "../context.ts";
import { floatText } from "../float-text.ts";
import { bool, int, list, string } from "../make.ts";
import { describe, selectAttribute } from "../select.ts";
import { failed, known, type Thunk, type UnknownValue, unknown, type Value } from "../value.ts";
import { answerOf, withAnyText, withInt, withItems, withString, withText } from "./arguments.ts";
import { toByteString } from "./byte-string.ts";
import { binary, type Call, ternary, unary } from "./define.ts";
import { throws } from "./errors.ts";
import { textValue } from "./regex.ts";
import { sentence, toLower } from "./text-forms.ts";

/** Cut before every character (or through it) for which `splits previous current` holds. */
function splitBy(
  bytes: string,
  keepsSplit: boolean,
  splits: (previous: string, current: string) => boolean | UnknownValue,
): readonly string[] | UnknownValue {
  const parts: string[] = [];
  let part = "";
  for (let index = 0; index < bytes.length; index += 1) {
    const current = bytes.charAt(index);
    const answer = splits(index > 0 ? bytes.charAt(index - 1) : "", current);
    if (typeof answer !== "boolean") return answer;
    if (answer) {
      parts.push(part);
      part = keepsSplit ? current : "";
    } else part += current;
  }
  return [...parts, part];
}

function splitStringBy(predicate: Thunk, keepsSplit: Thunk, thunk: Thunk, call: Call): Value {
  return withText(thunk, call, (text) => {
    if (text === "") return list([known(string(""))]);
    // Where nothing is cut, nobody asks what becomes of the cut.
    const keeps = answerOf(keepsSplit.force());
    if (typeof keeps !== "boolean") return unknown(keeps.why);
    const parts = splitBy(
      toByteString(text),
      keeps,
      (previous, current) =>
        call.context.tick() ?? answerOf(call.apply(predicate, known(textValue(previous)), known(textValue(current)))),
    );
    return isUnknownParts(parts) ? parts : list(parts.map((part) => known(textValue(part))));
  });
}

function isUnknownParts(parts: readonly string[] | UnknownValue): parts is UnknownValue {
  return "kind" in parts;
}

/** `hello-world fooBar` as `helloWorldFooBar`. */
function camelCase(text: string): string {
  const words = text.split(/[-_ ]/).flatMap((part) => part.split(/(?<=[a-z])(?=[A-Z])/));
  const [first = "", ...rest] = words;
  return toLower(first) + rest.map(sentence).join("");
}

/** The file name of a URL up to the separator. */
function nameFromUrl(url: string, separator: string, call: Call): Value {
  if (separator === "") return unknown("the separator is empty");
  const file = url.slice(url.lastIndexOf("/") + 1);
  const [name = ""] = file.split(separator);
  return name === file ? failed("assertion", `\`${file}\` does not contain \`${separator}\``, call.at) : string(name);
}

function shared(a: string, b: string): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

function reversed(text: string): string {
  return [...text].reverse().join("");
}

/** Both as bytes: nixpkgs counts those. */
function withBytes(a: Thunk, b: Thunk, call: Call, use: (a: string, b: string) => Value): Value {
  return withText(a, call, (left) => withText(b, call, (right) => use(toByteString(left), toByteString(right))));
}

/** Texts whose distance is measured, at most: the time grows with the product of their lengths. */
const MAX_LENGTH = 2000;

function withDistance(a: string, b: string, use: (edits: number) => Value): Value {
  return a.length > MAX_LENGTH || b.length > MAX_LENGTH ? unknown("the texts are too long") : use(distance(a, b));
}

/** `path/bin` for the named output of each package, with colons between them. */
function searchPath(output: string | undefined, folder: string, paths: Thunk, call: Call): Value {
  return withItems(paths, (items) => {
    const texts: string[] = [];
    for (const item of items) {
      const value = item.force();
      if (value.kind === "unknown") return value;
      if (value.kind === "null" && output === undefined) continue;
      if (value.kind === "null") continue;
      const chosen = output === undefined ? value : outputOf(value, output);
      const text = pathText(chosen, call);
      if (text.kind !== "string") return text;
      texts.push(`${text.value}/${folder}`);
    }
    return string(texts.join(":"));
  });
}

/** `path + "/bin"`: a path becomes a path that is then copied to the store. */
function pathText(value: Value, call: Call): Value {
  if (value.kind === "path") return unknown("the path is copied to the Nix store");
  return withText(known(value), call, string);
}

/** The output of a package, or the package itself where it has no such output or its output is chosen already. */
function outputOf(value: Value, output: string): Value {
  const specified = selectAttribute(value, "outputSpecified");
  if (specified.kind === "unknown") return specified.unknown;
  if (specified.kind === "found") {
    const answer = answerOf(specified.attribute.thunk.force());
    if (answer === true) return value;
    if (answer !== false) return answer;
  }
  for (const name of [output, "out"]) {
    const found = selectAttribute(value, name);
    if (found.kind === "unknown") return found.unknown;
    if (found.kind === "found") return found.attribute.thunk.force();
  }
  return value;
}

/** What `toString` takes. */
function isConvertible(thunk: Thunk, call: Call): boolean | UnknownValue {
  const value = thunk.force();
  switch (value.kind) {
    case "unknown":
      return value;
    case "attrs":
      return becomesText(value);
    case "function":
      return false;
    case "list":
      return call.context.deeper(() => areConvertible(value, call));
    default:
      return true;
  }
}

function becomesText(value: Value): boolean | UnknownValue {
  const members = ["outPath", "__toString"].map((name) => selectAttribute(value, name));
  if (members.some(({ kind }) => kind === "found")) return true;
  const doubt = members.find((member) => member.kind === "unknown");
  return doubt?.kind === "unknown" ? doubt.unknown : false;
}

function areConvertible(value: Extract<Value, { kind: "list" }>, call: Call): boolean | UnknownValue {
  for (const item of value.items) {
    if (item.kind === "gap") return item.unknown;
    const answer = isConvertible(item.thunk, call);
    if (answer === false && item.certain) return false;
    if (answer !== true) return answer === false ? unknown("the items of a list are not all known") : answer;
  }
  return true;
}

function floatToString(thunk: Thunk, call: Call): Value {
  const value = thunk.force();
  if (value.kind === "float") return string(floatText(value.value));
  return value.kind === "int" || value.kind === "unknown"
    ? withAnyText(known(value), call, string)
    : unknown(`a float is needed, here is ${describe(value)}`);
}

const makeSearchPathOutput = ternary("makeSearchPathOutput", (output, folder, paths, call) =>
  withString(output, (name) => withText(folder, call, (below) => searchPath(name, below, paths, call))),
);

function fixedSearchPath(name: string, output: string, folder: string): BuiltinDefinition {
  return unary(name, (paths, call) => searchPath(output, folder, paths, call));
}

export const lib: readonly BuiltinDefinition[] = [
  binary("makeSearchPath", (folder, paths, call) =>
    withText(folder, call, (below) => searchPath(undefined, below, paths, call)),
  ),
  makeSearchPathOutput,
  fixedSearchPath("makeLibraryPath", "lib", "lib"),
  fixedSearchPath("makeIncludePath", "dev", "include"),
  fixedSearchPath("makeBinPath", "bin", "bin"),
  binary("nameFromURL", (url, separator, call) =>
    withString(url, (text) => withString(separator, (between) => nameFromUrl(text, between, call))),
  ),
  ternary("splitStringBy", splitStringBy),
  unary("toCamelCase", (thunk, call) => {
    const value = thunk.force();
    if (value.kind === "string") return string(camelCase(value.value));
    return value.kind === "unknown" ? value : throws(`a string is needed, here is ${describe(value)}`, call);
  }),
];

/** Functions of `lib.strings` alone. */
export const inStrings: readonly BuiltinDefinition[] = [
  binary("commonPrefixLength", (a, b, call) => withBytes(a, b, call, (x, y) => int(shared(x, y)))),
  binary("commonSuffixLength", (a, b, call) => withBytes(a, b, call, (x, y) => int(shared(reversed(x), reversed(y))))),
  binary("levenshtein", (a, b, call) => withBytes(a, b, call, (x, y) => withDistance(x, y, int))),
  ternary("levenshteinAtMost", (limit, a, b, call) =>
    withInt(limit, (most) =>
      withBytes(a, b, call, (x, y) =>
        withDistance(x, y, (edits) => bool(most <= 0n ? x === y : BigInt(edits) <= most)),
      ),
    ),
  ),
  unary("normalizePath", (thunk, call) => {
    if (thunk.force().kind === "path") return unknown("the path is copied to the Nix store");
    return withText(thunk, call, (text) => string(text.replace(/\/+/g, "/")));
  }),
  unary("floatToString", floatToString),
  unary("isConvertibleWithToString", (thunk, call) => {
    const answer = isConvertible(thunk, call);
    return typeof answer === "boolean" ? bool(answer) : answer;
  }),
];

function letters(text: string): Value {
  return list([...text].map((letter) => known(string(letter))));
}

/** Members of `lib.strings` that are no functions. */
export const values: readonly (readonly [name: string, value: Value])[] = [
  ["lowerChars", letters("abcdefghijklmnopqrstuvwxyz")],
  ["upperChars", letters("ABCDEFGHIJKLMNOPQRSTUVWXYZ")],
];
