/** `lib.generators.toLua`. */
import { string } from "../make.ts";
import { selectAttribute } from "../select.ts";
import { failed, type Thunk, unknown, type Value } from "../value.ts";
import { isUnknown } from "./arguments.ts";
import type { Call } from "./define.ts";
import { throws } from "./errors.ts";
import { jsonOf } from "./json.ts";
import {
  around,
  flagOf,
  hasNo,
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

export function toLua(options: Thunk, value: Thunk, call: Call): Value {
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
      return hasNo(value, "Lua", call);
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
