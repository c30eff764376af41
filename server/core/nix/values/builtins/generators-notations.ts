/** `lib.generators`: values in the notations of other languages. */
import type { BuiltinDefinition } from "../context.ts";
import { floatText } from "../float-text.ts";
import { attrs, string } from "../make.ts";
import { known, type Thunk, type Value } from "../value.ts";
import { binary, type Call, unary } from "./define.ts";
import { toLua } from "./generators-lua.ts";
import { jsonOf } from "./json.ts";
import {
  around,
  flagOf,
  hasNo,
  itemsOf,
  joinTexts,
  membersOf,
  type Text,
  textResult,
  withOptions,
} from "./known-text.ts";
import { escapeXml } from "./text-forms.ts";

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
      return hasNo(value, "property list", call);
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
      return hasNo(value, "Dhall", call);
    default:
      return value satisfies never;
  }
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
