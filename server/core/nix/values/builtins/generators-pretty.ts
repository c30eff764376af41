/** `lib.generators`: values written as Nix writes them, and values cut off at a depth. */
import type { BuiltinDefinition } from "../context.ts";
import { attribute, attrsOf, listOf, string } from "../make.ts";
import { selectAttribute } from "../select.ts";
import { type AttrsValue, type FunctionValue, failed, type Thunk, unknown, type Value } from "../value.ts";
import { isUnknown } from "./arguments.ts";
import { binary, type Call } from "./define.ts";
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
import { nixName } from "./text-forms.ts";

interface Layout {
  readonly multiline: boolean;
  readonly allowPretty: boolean;
  readonly indent: string;
}

function pretty(value: Value, layout: Layout, call: Call): Text {
  switch (value.kind) {
    case "unknown":
      return value;
    case "int":
    case "bool":
      return String(value.value);
    case "null":
      return "null";
    case "float":
      return jsonOf(value, call);
    case "string":
      return prettyText(value.value, layout);
    case "path":
      return value.path;
    case "list": {
      const items = itemsOf(value);
      if ("kind" in items) return items;
      const parts = items.map((item) => () => pretty(item.force(), deeper(layout), call));
      return bracketed("[", parts, "]", layout, call);
    }
    case "attrs":
      return prettySet(value, layout, call);
    case "function":
      return prettyFunction(value);
    default:
      return value satisfies never;
  }
}

function deeper(layout: Layout): Layout {
  return { ...layout, indent: `${layout.indent}  ` };
}

function bracketed(open: string, parts: readonly (() => Text)[], close: string, layout: Layout, call: Call): Text {
  if (parts.length === 0) return `${open} ${close}`;
  const start = layout.multiline ? `\n${layout.indent}  ` : " ";
  const end = layout.multiline ? `\n${layout.indent}` : " ";
  const inner = call.context.deeper(() => ({
    text: joinTexts(
      parts.map((part) => part()),
      start,
    ),
  }));
  const text = "text" in inner ? inner.text : inner;
  return isUnknown(text) ? text : open + start + text + end + close;
}

function prettyText(text: string, { multiline, indent }: Layout): string {
  const lines = text.split("\n");
  if (!multiline || lines.length === 1) {
    return `"${lines.map((line) => line.replace(/\\|"|\$\{/g, "\\$&")).join("\\n")}"`;
  }
  const escaped = lines.map((line) => line.replace(/\$\{|''/g, (found) => (found === "''" ? "'''" : "''${")));
  const start = `\n${indent}  `;
  const last = escaped.pop() ?? "";
  return `''${start}${escaped.join(start)}${last === "" ? `\n${indent}` : start + last}''`;
}

function prettyFunction({ formals }: FunctionValue): Text {
  if (formals === undefined || formals.size === 0) return "<function>";
  const names = [...formals].sort(([a], [b]) => (a < b ? -1 : 1));
  return `<function, args: {${names.map(([name, { optional }]) => (optional ? `${name}?` : name)).join(", ")}}>`;
}

function prettySet(value: AttrsValue, layout: Layout, call: Call): Text {
  if (selectAttribute(value, "__functor").kind !== "absent") return unknown("the arguments of a functor are not known");
  if (layout.allowPretty) {
    const own = prettyByItself(value, call);
    if (own !== undefined) return own;
  }
  const derivation = isDerivation(value);
  if (typeof derivation !== "boolean") return derivation;
  if (derivation) return derivationText(value, call);
  const members = membersOf(value);
  if ("kind" in members) return members;
  const parts = members.map(({ name, thunk }) => () => {
    const text = pretty(thunk.force(), deeper(layout), call);
    return isUnknown(text) ? text : `${nixName(name)} = ${text};`;
  });
  return bracketed("{", parts, "}", layout, call);
}

/** A set `{ __pretty; val; }` writes itself. */
function prettyByItself(value: AttrsValue, call: Call): Text | undefined {
  const write = selectAttribute(value, "__pretty");
  const what = selectAttribute(value, "val");
  if (write.kind === "absent" || what.kind === "absent") return undefined;
  if (write.kind === "unknown") return write.unknown;
  if (what.kind === "unknown") return what.unknown;
  const text = call.apply(write.attribute.thunk, what.attribute.thunk);
  if (text.kind === "string") return text.value;
  return text.kind === "unknown" ? text : unknown("a value writes itself as something else than a text");
}

function derivationText(value: AttrsValue, call: Call): Text {
  const name = selectAttribute(value, "name");
  if (name.kind === "unknown") return name.unknown;
  const text = name.kind === "absent" ? "???" : interpolated(name.attribute.thunk.force(), call);
  return isUnknown(text) ? text : `<derivation ${text}>`;
}

function toPretty(options: Thunk, value: Thunk, call: Call): Value {
  return withOptions(options, ["allowPrettyValues", "multiline", "indent"], (option) => {
    const allowPretty = flagOf(option("allowPrettyValues"), false);
    const multiline = flagOf(option("multiline"), true);
    const indent = textOf(option("indent"), "");
    if (typeof allowPretty !== "boolean" || typeof multiline !== "boolean" || isUnknown(indent)) {
      return unknown("the layout of the text is not known");
    }
    return textResult(pretty(value.force(), { multiline, allowPretty, indent }, call));
  });
}

/** Members that a depth does not cut: they say how a set behaves. */
const SPECIAL = ["__functor", "__functionArgs", "__toString", "__pretty"];

interface DepthLimit {
  /** Undefined: none. */
  readonly limit: bigint;
  readonly throwing: boolean;
}

function cutOff(value: Value, depth: bigint, limit: DepthLimit, call: Call): Value {
  const next = (thunk: Thunk): Thunk =>
    call.context.lazy(() => {
      const below = depth + 1n;
      return cutOff(below > limit.limit ? cut(limit, call) : thunk.force(), below, limit, call);
    });
  if (value.kind === "attrs") {
    const members = [...value.attributes].map(([name, { thunk, certain }]) => {
      return [name, attribute(name, SPECIAL.includes(name) ? thunk : next(thunk), certain)] as const;
    });
    return attrsOf(new Map(members), value.open);
  }
  if (value.kind === "list") {
    return listOf(value.items.map((item) => (item.kind === "item" ? { ...item, thunk: next(item.thunk) } : item)));
  }
  if (value.kind === "unknown") return value;
  return depth + 1n > limit.limit ? cut(limit, call) : value;
}

function cut({ limit, throwing }: DepthLimit, call: Call): Value {
  return throwing ? throws(`the value is deeper than ${limit}`, call) : string("<unevaluated>");
}

function withRecursion(options: Thunk, value: Thunk, call: Call): Value {
  return withOptions(options, ["depthLimit", "throwOnDepthLimit"], (option) => {
    const limit = option("depthLimit")?.force();
    if (limit === undefined) return failed("arguments", "`depthLimit` is not given", call.at);
    if (limit.kind === "unknown") return limit;
    if (limit.kind !== "int") return failed("assertion", "the depth is no integer", call.at);
    const throwing = flagOf(option("throwOnDepthLimit"), true);
    if (typeof throwing !== "boolean") return unknown(throwing.why);
    return cutOff(value.force(), 0n, { limit: limit.value, throwing }, call);
  });
}

export const inGenerators: readonly BuiltinDefinition[] = [
  binary("toPretty", toPretty),
  binary("withRecursion", withRecursion),
];
