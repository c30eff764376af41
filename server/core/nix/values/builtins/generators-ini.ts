/** `lib.generators`: files of sections, keys and values. What the user's own functions write is asked of them. */
import type { BuiltinDefinition } from "../context.ts";
import { floatText } from "../float-text.ts";
import { string } from "../make.ts";
import { describe } from "../select.ts";
import { failed, known, type Thunk, unknown, type Value } from "../value.ts";
import { isUnknown, withText } from "./arguments.ts";
import { binary, type Call, quaternary, unary } from "./define.ts";
import { throws } from "./errors.ts";
import {
  flagOf,
  interpolated,
  isDerivation,
  itemsOf,
  joinTexts,
  membersOf,
  type Options,
  shown,
  type Text,
  textOf,
  textResult,
  withOptions,
} from "./known-text.ts";

/** One `key = value` of a file. */
type KeyValue = (key: string, value: Thunk) => Text;

/** A value as most files want it; lists, sets and functions stop Nix. */
export function plainValue(value: Value, call: Call): Text {
  switch (value.kind) {
    case "unknown":
      return value;
    case "string":
      return value.value;
    case "int":
    case "bool":
      return String(value.value);
    case "null":
      return "null";
    case "float":
      return floatText(value.value);
    case "attrs": {
      const derivation = isDerivation(value);
      if (typeof derivation !== "boolean") return derivation;
      return derivation ? shown(value, call) : notWritten(value, call);
    }
    case "list":
    case "function":
    case "path":
      return notWritten(value, call);
    default:
      return value satisfies never;
  }
}

function notWritten(value: Value, call: Call): Text {
  return failed("abort", `${describe(value)} cannot be written as a value here`, call.at);
}

/** Each `special` in a text with a backslash before it. */
function escaped(text: string, special: string): string {
  return special === "" ? text : text.replaceAll(special, `\\${special}`);
}

/** `mkKeyValueDefault { mkValueString = …; } separator`, or as the user wants the value. */
function keyValue(mkValueString: Thunk | undefined, separator: string, call: Call): KeyValue {
  const write = (value: Thunk): Text =>
    mkValueString === undefined
      ? plainValue(value.force(), call)
      : interpolated(call.apply(mkValueString, value), call);
  return (key, value) => {
    const text = write(value);
    return isUnknown(text) ? text : `${escaped(key, separator)}${separator}${text}`;
  };
}

function keyValueOption(mkKeyValue: Thunk | undefined, call: Call): KeyValue {
  if (mkKeyValue === undefined) return keyValue(undefined, "=", call);
  return (key, value) => interpolated(call.apply(mkKeyValue, known(string(key)), value), call);
}

/** The lines of one section. */
function keyValues(set: Value, write: KeyValue, indent: string, duplicates: boolean): Text {
  const members = membersOf(set);
  if ("kind" in members) return members;
  const lines: Text[] = [];
  for (const { name, thunk } of members) {
    const several = duplicates ? listItems(thunk) : [thunk];
    if ("kind" in several) return several;
    for (const one of several) {
      const line = write(name, one);
      if (isUnknown(line)) return line;
      lines.push(`${indent}${line}\n`);
    }
  }
  return joinTexts(lines);
}

function listItems(thunk: Thunk) {
  const value = thunk.force();
  if (value.kind === "unknown") return value;
  return value.kind === "list" ? itemsOf(value) : [thunk];
}

interface Style {
  readonly write: KeyValue;
  readonly section: (name: string) => Text;
  readonly duplicates: boolean;
}

const STYLE_OPTIONS = ["mkSectionName", "mkKeyValue", "listsAsDuplicateKeys"];

function defaultSection(name: string): string {
  return name.replace(/[[\]]/g, "\\$&");
}

function withStyle(options: Thunk, call: Call, use: (style: Style) => Value): Value {
  return withOptions(options, STYLE_OPTIONS, (option) => {
    const duplicates = flagOf(option("listsAsDuplicateKeys"), false);
    if (typeof duplicates !== "boolean") return unknown(duplicates.why);
    return use({ write: keyValueOption(option("mkKeyValue"), call), section: sectionOption(option, call), duplicates });
  });
}

function sectionOption(option: Options, call: Call): (name: string) => Text {
  const own = option("mkSectionName");
  if (own === undefined) return defaultSection;
  return (name) => interpolated(call.apply(own, known(string(name))), call);
}

function sections(set: Value, { write, section, duplicates }: Style): Text {
  const members = membersOf(set);
  if ("kind" in members) return members;
  return joinTexts(
    members.map(({ name, thunk }) => {
      const title = section(name);
      if (isUnknown(title)) return title;
      const lines = keyValues(thunk.force(), write, "", duplicates);
      return isUnknown(lines) ? lines : `[${title}]\n${lines}`;
    }),
    "\n",
  );
}

function toKeyValue(options: Thunk, set: Thunk, call: Call): Value {
  return withOptions(options, ["mkKeyValue", "listsAsDuplicateKeys", "indent"], (option) => {
    const duplicates = flagOf(option("listsAsDuplicateKeys"), false);
    if (typeof duplicates !== "boolean") return unknown(duplicates.why);
    const indent = textOf(option("indent"), "");
    if (isUnknown(indent)) return unknown(indent.why);
    return textResult(keyValues(set.force(), keyValueOption(option("mkKeyValue"), call), indent, duplicates));
  });
}

/** Keys without a section first, where there are any. */
function withGlobalSection(options: Thunk, parts: Thunk, call: Call): Value {
  return withStyle(options, call, (style) =>
    withOptions(parts, ["globalSection", "sections"], (option) => {
      const globals = option("globalSection")?.force();
      if (globals === undefined) return failed("arguments", "`globalSection` is not given", call.at);
      const first = keyValues(globals, style.write, "", style.duplicates);
      const rest = option("sections");
      const others = rest === undefined ? "" : sections(rest.force(), style);
      if (isUnknown(first)) return first;
      if (isUnknown(others)) return others;
      const isEmpty = globals.kind === "attrs" && globals.attributes.size === 0;
      return string(isEmpty ? others : `${first}\n${others}`);
    }),
  );
}

const GIT_ESCAPES: Readonly<Record<string, string>> = { "\n": "\\n", "\t": "\\t", '"': '\\"', "\\": "\\\\" };

function gitValue(value: Value, call: Call): Text {
  if (value.kind !== "string") return plainValue(value, call);
  return `"${value.value.replace(/[\n\t"\\]/g, (char) => GIT_ESCAPES[char] ?? char)}"`;
}

/** `key = value`, and one line for each item of a list. */
function gitKeyValue(call: Call): KeyValue {
  return (key, thunk) => {
    const value = thunk.force();
    const several = value.kind === "list" ? itemsOf(value) : [thunk];
    if ("kind" in several) return several;
    return joinTexts(
      several.map((one) => {
        const text = gitValue(one.force(), call);
        return isUnknown(text) ? text : `\t${escaped(key, " = ")} = ${text}`;
      }),
      "\n",
    );
  };
}

function gitSection(name: string): string {
  const [first = "", ...rest] = name.split(".");
  return name.includes('"') || rest.length === 0 ? name : `${first} "${rest.join(".")}"`;
}

/** Sets within a section become sections of their own: `url.x.y = 1` stands as `y` in `url.x`. */
function gitSections(set: Value, call: Call): Value {
  const members = membersOf(set);
  if ("kind" in members) return members;
  const found = new Map<string, [string, Thunk][]>();
  const plain: [string, Thunk][] = [];
  for (const { name, thunk } of members) {
    const nested = hasSets(thunk.force());
    if (typeof nested !== "boolean") return nested;
    const problem = nested ? gather([name], thunk.force()) : undefined;
    if (problem !== undefined) return problem;
    if (!nested) plain.push([name, thunk]);
  }
  const rewritten = [...found].map(([name, entries]) => [name, known(membersAs(entries))] as const);
  return membersAs([...plain, ...rewritten]);

  function gather(path: readonly string[], value: Value): Value | undefined {
    const members = membersOf(value);
    if ("kind" in members) return members;
    for (const { name, thunk } of members) {
      const inner = thunk.force();
      const isSet = isPlainSet(inner);
      if (typeof isSet !== "boolean") return isSet;
      if (isSet) {
        const below = call.context.deeper(() => ({ problem: gather([...path, name], inner) }));
        const problem = "problem" in below ? below.problem : below;
        if (problem !== undefined) return problem;
      } else {
        const section = path.join(".");
        found.set(section, [...(found.get(section) ?? []), [name, thunk]]);
      }
    }
    return undefined;
  }
}

function membersAs(entries: readonly (readonly [string, Thunk])[]): Value {
  const attributes = new Map(
    entries.map(([name, thunk]) => [name, { name, thunk, key: undefined, binding: undefined, certain: true }]),
  );
  return { kind: "attrs", attributes, open: undefined, at: undefined };
}

function isPlainSet(value: Value) {
  if (value.kind === "unknown") return value;
  if (value.kind !== "attrs") return false;
  const derivation = isDerivation(value);
  return typeof derivation === "boolean" ? !derivation : derivation;
}

/** Whether a section holds sets. */
function hasSets(section: Value) {
  if (section.kind === "unknown") return section;
  if (section.kind !== "attrs") return false;
  const members = membersOf(section);
  if ("kind" in members) return members;
  for (const { thunk } of members) {
    const isSet = isPlainSet(thunk.force());
    if (isSet !== false) return isSet;
  }
  return false;
}

/** A value as GNOME's configuration writes it; of lists and numbers the type has to be worked out, which is not done here. */
function dconfValue(value: Value, call: Call): Text {
  if (value.kind === "bool") return String(value.value);
  if (value.kind === "float") return floatText(value.value);
  if (value.kind === "string") return `'${value.value.replace(/['\\]/g, "\\$&")}'`;
  if (value.kind === "int") return throws("the type of a number has to be said", call);
  return value.kind === "unknown" ? value : unknown("values of this type are not written for dconf");
}

function dconfKeyValue(call: Call): KeyValue {
  return (key, value) => {
    const text = dconfValue(value.force(), call);
    return isUnknown(text) ? text : `${escaped(key, "=")}=${text}`;
  };
}

/** Functions that `lib.generators` has; some of them are in `lib` too in older releases. */
export const inGenerators: readonly BuiltinDefinition[] = [
  binary("mkValueStringDefault", (options, value, call) =>
    withOptions(options, [], () => textResult(plainValue(value.force(), call))),
  ),
  quaternary("mkKeyValueDefault", (options, separator, key, value, call) =>
    withOptions(options, ["mkValueString"], (option) =>
      withText(separator, call, (between) =>
        withText(key, call, (name) => textResult(keyValue(option("mkValueString"), between, call)(name, value))),
      ),
    ),
  ),
  binary("toKeyValue", toKeyValue),
  binary("toINI", (options, set, call) =>
    withStyle(options, call, (style) => textResult(sections(set.force(), style))),
  ),
  binary("toINIWithGlobalSection", withGlobalSection),
  unary("toGitINI", (set, call) =>
    textResult(
      sections(gitSections(set.force(), call), { write: gitKeyValue(call), section: gitSection, duplicates: false }),
    ),
  ),
  binary("mkDconfKeyValue", (key, value, call) =>
    withText(key, call, (name) => textResult(dconfKeyValue(call)(name, value))),
  ),
  unary("toDconfINI", (set, call) =>
    textResult(sections(set.force(), { write: dconfKeyValue(call), section: defaultSection, duplicates: false })),
  ),
];
