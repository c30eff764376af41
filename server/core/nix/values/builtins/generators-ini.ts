/** `lib.generators`: files of sections, keys and values. What the user's own functions write is asked of them. */
import type { BuiltinDefinition } from "../context.ts";
import { floatText } from "../float-text.ts";
import { string } from "../make.ts";
import { describe } from "../select.ts";
import { failed, known, type Thunk, unknown, type Value } from "../value.ts";
import { isUnknown, withText } from "./arguments.ts";
import { binary, type Call, quaternary, unary } from "./define.ts";
import { dconfKeyValue } from "./generators-dconf.ts";
import { gitKeyValue, gitSection, gitSections } from "./generators-git.ts";
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
export type KeyValue = (key: string, value: Thunk) => Text;

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
export function escaped(text: string, special: string): string {
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
