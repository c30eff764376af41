/** `lib.cli`: a set of options as the arguments of a command. */
import type { BuiltinDefinition } from "../context.ts";
import { list, string } from "../make.ts";
import { selectAttribute } from "../select.ts";
import { failed, known, type Thunk, type UnknownValue, unknown, type Value } from "../value.ts";
import { isUnknown, withAttrs } from "./arguments.ts";
import { binary, type Call } from "./define.ts";
import { plainValue } from "./generators-ini.ts";
import {
  flagOf,
  interpolated,
  itemsOf,
  joinTexts,
  membersOf,
  type Options,
  type Text,
  textResult,
  withOptions,
} from "./known-text.ts";
import { shellWord } from "./text-escapes.ts";

/** Arguments one after the other, or why they are not known. */
type Words = readonly Thunk[] | UnknownValue;

function texts(words: readonly Text[]): Words {
  const found: Thunk[] = [];
  for (const word of words) {
    if (isUnknown(word)) return word;
    found.push(known(string(word)));
  }
  return found;
}

function joined(parts: readonly Words[]): Words {
  const all: Thunk[] = [];
  for (const part of parts) {
    if ("kind" in part) return part;
    for (const word of part) all.push(word);
  }
  return all;
}

function wordsOf(value: Value): Words {
  return itemsOf(value);
}

function result(words: Words): Value {
  return "kind" in words ? words : list(words);
}

/** As one text for a shell. */
function shellText(words: Words, call: Call): Value {
  if ("kind" in words) return words;
  return textResult(
    joinTexts(
      words.map((word) => {
        const text = interpolated(word.force(), call);
        return isUnknown(text) ? text : shellWord(text);
      }),
      " ",
    ),
  );
}

/** What the user's own function makes of a name and a value. */
function own(fn: Thunk, name: string, value: Thunk, call: Call): Value {
  return call.apply(fn, known(string(name)), value);
}

interface GnuStyle {
  readonly option: Options;
  readonly separator: string | undefined;
  readonly call: Call;
}

function gnuName(name: string, { option, call }: GnuStyle): Text {
  const mkOptionName = option("mkOptionName");
  if (mkOptionName !== undefined) return interpolated(call.apply(mkOptionName, known(string(name))), call);
  return new TextEncoder().encode(name).length === 1 ? `-${name}` : `--${name}`;
}

function gnuOption(name: string, thunk: Thunk, style: GnuStyle): Words {
  const mkOption = style.option("mkOption");
  if (mkOption !== undefined) return wordsOf(own(mkOption, name, thunk, style.call));
  const value = thunk.force();
  if (value.kind === "null") return [];
  const flag = gnuName(name, style);
  const text = plainValue(value, style.call);
  if (style.separator === undefined) return texts([flag, text]);
  return texts([joinTexts([flag, text], style.separator)]);
}

function gnuWords(name: string, thunk: Thunk, style: GnuStyle): Words {
  const value = thunk.force();
  if (value.kind === "bool") {
    const mkBool = style.option("mkBool");
    if (mkBool !== undefined) return wordsOf(own(mkBool, name, thunk, style.call));
    return value.value ? texts([gnuName(name, style)]) : [];
  }
  if (value.kind !== "list") return gnuOption(name, thunk, style);
  const mkList = style.option("mkList");
  if (mkList !== undefined) return wordsOf(own(mkList, name, thunk, style.call));
  const items = itemsOf(value);
  return "kind" in items ? items : joined(items.map((item) => gnuOption(name, item, style)));
}

const GNU_OPTIONS = ["mkOptionName", "mkBool", "mkList", "mkOption", "optionValueSeparator"];

function gnu(options: Thunk, set: Thunk, call: Call, use: (words: Words) => Value): Value {
  return withOptions(options, GNU_OPTIONS, (option) => {
    const given = option("optionValueSeparator")?.force();
    const separator = given === undefined || given.kind === "null" ? undefined : interpolated(given, call);
    if (separator !== undefined && isUnknown(separator)) return unknown(separator.why);
    const members = membersOf(set.force());
    if ("kind" in members) return members;
    return use(joined(members.map(({ name, thunk }) => gnuWords(name, thunk, { option, separator, call }))));
  });
}

/** How one option is written. */
interface Format {
  readonly option: Text;
  /** Undefined: the value is an argument of its own. */
  readonly separator: Text | undefined;
  readonly explicitBool: boolean | UnknownValue;
  readonly formatArg: Thunk | undefined;
}

function rendered(value: Thunk, { option, separator, explicitBool, formatArg }: Format, call: Call): Words {
  const forced = value.force();
  if (forced.kind === "unknown") return forced;
  if (forced.kind === "null") return [];
  if (typeof explicitBool !== "boolean") return explicitBool;
  if (forced.kind === "bool" && !explicitBool) return forced.value ? texts([option]) : [];
  const text = formatArg === undefined ? plainValue(forced, call) : interpolated(call.apply(formatArg, value), call);
  return separator === undefined ? texts([option, text]) : texts([joinTexts([option, separator, text])]);
}

/** All options of a set, each item of a list as an option of its own. */
function commandLine(set: Thunk, formatOf: (name: string) => Format | UnknownValue, call: Call): Words {
  const members = membersOf(set.force());
  if ("kind" in members) return members;
  return joined(
    members.map(({ name, thunk }): Words => {
      if (name === "") return failed("missing-attribute", "an option has no name", call.at);
      const value = thunk.force();
      const items = value.kind === "list" ? itemsOf(value) : [thunk];
      if ("kind" in items) return items;
      if (items.length === 0) return [];
      const format = formatOf(name);
      return "kind" in format ? format : joined(items.map((item) => rendered(item, format, call)));
    }),
  );
}

/** What the user's function says about an option: `{ option; sep; explicitBool; formatArg ? …; }`. */
function userFormat(fn: Thunk, call: Call): (name: string) => Format | UnknownValue {
  return (name) => {
    const value = call.apply(fn, known(string(name)));
    const get = (member: string): Thunk | undefined => {
      const selection = selectAttribute(value, member);
      if (selection.kind === "absent") return undefined;
      return selection.kind === "found" ? selection.attribute.thunk : known(selection.unknown);
    };
    const checked = withAttrs(known(value), (set) => {
      const expected = ["option", "sep", "explicitBool", "formatArg"];
      const surprise = [...set.attributes.keys()].find((member) => !expected.includes(member));
      const missing = expected.slice(0, 3).find((member) => get(member) === undefined);
      const wrong = surprise ?? missing;
      return wrong === undefined ? set : failed("arguments", `\`${wrong}\` is missing or no argument here`, call.at);
    });
    if (checked.kind === "unknown") return checked;
    const separator = get("sep")?.force();
    const option = get("option");
    return {
      option: option === undefined ? unknown("the option has no name") : interpolated(option.force(), call),
      separator: separator === undefined || separator.kind === "null" ? undefined : interpolated(separator, call),
      explicitBool: flagOf(get("explicitBool"), false),
      formatArg: get("formatArg"),
    };
  };
}

function gnuFormat(option: Options, call: Call): (name: string) => Format | UnknownValue {
  return (name) => {
    const isLong = option("isLong");
    const long =
      isLong === undefined
        ? new TextEncoder().encode(name).length > 1
        : flagOf(known(call.apply(isLong, known(string(name)))), false);
    if (typeof long !== "boolean") return long;
    return {
      option: long ? `--${name}` : `-${name}`,
      separator: long ? "=" : "",
      explicitBool: flagOf(option("explicitBool"), false),
      formatArg: option("formatArg"),
    };
  };
}

function withGnuFormat(options: Thunk, set: Thunk, call: Call, use: (words: Words) => Value): Value {
  return withOptions(options, ["isLong", "explicitBool", "formatArg"], (option) =>
    use(commandLine(set, gnuFormat(option, call), call)),
  );
}

export const inCli: readonly BuiltinDefinition[] = [
  binary("toGNUCommandLine", (options, set, call) => gnu(options, set, call, result)),
  binary("toGNUCommandLineShell", (options, set, call) => gnu(options, set, call, (words) => shellText(words, call))),
  binary("toCommandLine", (format, set, call) => result(commandLine(set, userFormat(format, call), call))),
  binary("toCommandLineShell", (format, set, call) =>
    shellText(commandLine(set, userFormat(format, call), call), call),
  ),
  binary("toCommandLineGNU", (options, set, call) => withGnuFormat(options, set, call, result)),
  binary("toCommandLineShellGNU", (options, set, call) =>
    withGnuFormat(options, set, call, (words) => shellText(words, call)),
  ),
];
