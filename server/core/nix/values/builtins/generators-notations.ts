/** `lib.generators`: values in the notations of other languages. */
import type { BuiltinDefinition } from "../context.ts";
import { floatText } from "../float-text.ts";
import { attrs, string } from "../make.ts";
import { describe, selectAttribute } from "../select.ts";
import { failed, known, type Thunk, type UnknownValue, unknown, type Value } from "../value.ts";
import { isUnknown } from "./arguments.ts";
import { binary, type Call, unary } from "./define.ts";
import { throws } from "./errors.ts";
import { jsonOf } from "./json.ts";
import {
  flagOf,
  interpolated,
  isDerivation,
  itemsOf,
  joinTexts,
  membersOf,
  type Text,
  textOf,
  textResult,
  withOptions,
} from "./known-text.ts";
import { escapeXml } from "./text-forms.ts";

function aborts(value: Value, notation: string, call: Call): UnknownValue {
  return value.kind === "unknown" ? value : failed("abort", `${describe(value)} has no ${notation}`, call.at);
}

/** Both texts around what is between, where that is known. */
function around(start: string, inner: Text, end: string): Text {
  return isUnknown(inner) ? inner : start + inner + end;
}

/** A value of a property list, one element a line; null is left out of sets. */
function plistValue(value: Value, indent: string, write: (text: string) => string, call: Call): Text {
  switch (value.kind) {
    case "null":
      return "";
    case "bool":
      return `${indent}<${value.value}/>`;
    case "int":
      return `${indent}<integer>${value.value}</integer>`;
    case "float":
      return `${indent}<real>${floatText(value.value)}</real>`;
    case "string":
      return `${indent}<string>${write(value.value)}</string>`;
    case "path":
      return `${indent}<string>${write(value.path)}</string>`;
    case "list": {
      const items = itemsOf(value);
      if ("kind" in items) return items;
      const inner = call.context.deeper(() => ({
        text: joinTexts(
          items.map((item) => plistValue(item.force(), `\t${indent}`, write, call)),
          "\n",
        ),
      }));
      return around(`${indent}<array>\n`, "text" in inner ? inner.text : inner, `\n${indent}</array>`);
    }
    case "attrs": {
      const inner = call.context.deeper(() => ({ text: plistMembers(value, `\t${indent}`, write, call) }));
      return around(`${indent}<dict>\n`, "text" in inner ? inner.text : inner, `\n${indent}</dict>`);
    }
    case "function":
    case "unknown":
      return aborts(value, "property list", call);
    default:
      return value satisfies never;
  }
}

function plistMembers(set: Value, indent: string, write: (text: string) => string, call: Call): Text {
  const members = membersOf(set);
  if ("kind" in members) return members;
  const lines: Text[] = [];
  for (const { name, thunk } of members) {
    if (name === "_module") continue;
    const value = thunk.force();
    if (value.kind === "null") continue;
    lines.push(`${indent}<key>${write(name)}</key>`, plistValue(value, indent, write, call));
  }
  return joinTexts(lines, "\n");
}

const PLIST_START = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple Computer//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
`;

function toPlist(options: Thunk, value: Thunk, call: Call): Value {
  return withOptions(options, ["escape"], (option) => {
    const escaping = flagOf(option("escape"), false);
    if (typeof escaping !== "boolean") return escaping;
    const text = plistValue(value.force(), "", escaping ? escapeXml : (plain) => plain, call);
    return textResult(around(PLIST_START, text, "\n</plist>"));
  });
}

function dhall(value: Value, call: Call): Text {
  switch (value.kind) {
    case "int":
      return `${value.value < 0n ? "" : "+"}${value.value}`;
    case "bool":
      return value.value ? "True" : "False";
    case "list": {
      const items = itemsOf(value);
      if ("kind" in items) return items;
      const inner = call.context.deeper(() => ({
        text: joinTexts(
          items.map((item) => dhall(item.force(), call)),
          ", ",
        ),
      }));
      return around("[ ", "text" in inner ? inner.text : inner, " ]");
    }
    case "attrs": {
      const members = membersOf(value);
      if ("kind" in members) return members;
      const inner = call.context.deeper(() => ({
        text: joinTexts(
          members.map(({ name, thunk }) => around(`${name} = `, dhall(thunk.force(), call), "")),
          ", ",
        ),
      }));
      return around("{ ", "text" in inner ? inner.text : inner, " }");
    }
    case "string":
    case "float":
    case "path":
      return jsonOf(value, call);
    case "null":
    case "function":
    case "unknown":
      return aborts(value, "Dhall", call);
    default:
      return value satisfies never;
  }
}

interface LuaLayout {
  readonly multiline: boolean;
  readonly indent: string;
}

function lua(value: Value, layout: LuaLayout, call: Call): Text {
  switch (value.kind) {
    case "null":
      return "nil";
    case "int":
    case "float":
    case "string":
    case "bool":
      return jsonOf(value, call);
    case "path":
      return unknown("the path is copied to the Nix store");
    case "list": {
      const items = itemsOf(value);
      if ("kind" in items) return items;
      return luaTable(
        items.map((item) => () => lua(item.force(), deeperLayout(layout), call)),
        layout,
        call,
      );
    }
    case "attrs":
      return luaSet(value, layout, call);
    case "function":
    case "unknown":
      return aborts(value, "Lua", call);
    default:
      return value satisfies never;
  }
}

function deeperLayout({ multiline, indent }: LuaLayout): LuaLayout {
  return { multiline, indent: `${indent}  ` };
}

function luaSet(value: Value, layout: LuaLayout, call: Call): Text {
  const derivation = isDerivation(value);
  if (derivation !== false) return derivation === true ? luaText(value, call) : derivation;
  const type = selectAttribute(value, "_type");
  if (type.kind === "unknown") return type.unknown;
  if (type.kind === "found") {
    const name = type.attribute.thunk.force();
    if (name.kind === "unknown") return name;
    if (name.kind === "string" && name.value === "lua-inline") return luaInline(value, call);
  }
  const members = membersOf(value);
  if ("kind" in members) return members;
  const entries = members.map(({ name, thunk }) => () => {
    const key = jsonOf(string(name), call);
    return isUnknown(key) ? key : around(`[${key}] = `, lua(thunk.force(), deeperLayout(layout), call), "");
  });
  return luaTable(entries, layout, call);
}

/** A derivation stands for its path. */
function luaText(value: Value, call: Call): Text {
  const text = interpolated(value, call);
  return isUnknown(text) ? text : jsonOf(string(text), call);
}

function luaInline(value: Value, call: Call): Text {
  const code = selectAttribute(value, "expr");
  if (code.kind !== "found") {
    return code.kind === "unknown" ? code.unknown : failed("missing-attribute", "the Lua code is missing", call.at);
  }
  return around("(", interpolated(code.attribute.thunk.force(), call), ")");
}

function luaTable(entries: readonly (() => Text)[], { multiline, indent }: LuaLayout, call: Call): Text {
  if (entries.length === 0) return "{}";
  const start = multiline ? `\n${indent}  ` : " ";
  const end = multiline ? `\n${indent}` : " ";
  const inner = call.context.deeper(() => ({
    text: joinTexts(
      entries.map((entry) => entry()),
      `,${start}`,
    ),
  }));
  return around(`{${start}`, "text" in inner ? inner.text : inner, `${end}}`);
}

/** One `name = value` a line; names may have dots. */
function luaBindings(value: Value, layout: LuaLayout, call: Call): Text {
  const members = membersOf(value);
  if ("kind" in members) return members;
  const bad = members.find(({ name }) => !/^[A-Za-z_][0-9A-Za-z_]*(\.[A-Za-z_][0-9A-Za-z_]*)*$/.test(name));
  if (bad !== undefined) return throws(`\`${bad.name}\` is no name of a variable in Lua`, call);
  return joinTexts(
    members.map(({ name, thunk }) => around(`${layout.indent}${name} = `, lua(thunk.force(), layout, call), "\n")),
  );
}

function toLua(options: Thunk, value: Thunk, call: Call): Value {
  return withOptions(options, ["multiline", "indent", "asBindings"], (option) => {
    const multiline = flagOf(option("multiline"), true);
    const indent = textOf(option("indent"), "");
    const bindings = flagOf(option("asBindings"), false);
    if (typeof bindings !== "boolean") return bindings;
    if (typeof multiline !== "boolean" || isUnknown(indent)) return unknown("the layout of the Lua code is not known");
    const layout = { multiline, indent };
    return textResult(bindings ? luaBindings(value.force(), layout, call) : lua(value.force(), layout, call));
  });
}

function json(name: string): BuiltinDefinition {
  return binary(name, (options, value, call) =>
    withOptions(options, [], () => textResult(jsonOf(value.force(), call))),
  );
}

export const inGenerators: readonly BuiltinDefinition[] = [
  json("toJSON"),
  json("toYAML"),
  binary("toPlist", toPlist),
  binary("toDhall", (options, value, call) => withOptions(options, [], () => textResult(dhall(value.force(), call)))),
  binary("toLua", toLua),
  unary("mkLuaInline", (expr) =>
    attrs([
      ["_type", known(string("lua-inline"))],
      ["expr", expr],
    ]),
  ),
];
