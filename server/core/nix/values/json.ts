/** A value as strict JSON: what `eval` prints. What is not known says so in its place. */
import { coerceToString } from "./coerce.ts";
import type { EvalContext } from "./context.ts";
import { compareText } from "./order.ts";
import { selectAttribute } from "./select.ts";
import type { AttrsValue, ListItem, UnknownValue, Value } from "./value.ts";

/** JSON with exact integers: a bigint stands for one that a JavaScript number cannot hold. */
export type ExactJson =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly ExactJson[]
  | { readonly [key: string]: ExactJson };

/**
 * Forces everything below `value`. `{ "$unknown": why }` where not known, and as a further attribute of a set that may
 * have more; `{ "$function": true }` for functions; paths as text. Endless structures end in `$unknown`. `unknownAs` may write
 * a value that is not known in another way.
 */
export function toJson(value: Value, context: EvalContext, unknownAs: UnknownAs = notKnown): ExactJson {
  const json = context.deeper(() => ({ json: convert(value, context, unknownAs) }), LEVELS);
  return "json" in json ? json.json : unknownAs(json);
}

/** A list in a list takes one kilobyte of the stack. */
const LEVELS = 2;

/** How what is not known is written. */
export type UnknownAs = (unknown: UnknownValue) => ExactJson;

function convert(value: Value, context: EvalContext, unknownAs: UnknownAs): ExactJson {
  switch (value.kind) {
    case "null":
      return null;
    case "bool":
    case "float":
    case "string":
      return value.value;
    case "int":
      return Number.isSafeInteger(Number(value.value)) ? Number(value.value) : value.value;
    case "path":
      return value.path;
    case "list":
      return value.items.map((item) => listItem(item, context, unknownAs));
    case "attrs":
      return set(value, context, unknownAs);
    case "function":
      return { $function: true };
    case "unknown":
      return unknownAs(value);
    default:
      return value satisfies never;
  }
}

function notKnown(value: UnknownValue): ExactJson {
  return { $unknown: value.why };
}

function listItem(item: ListItem, context: EvalContext, unknownAs: UnknownAs): ExactJson {
  if (item.kind === "gap") return notKnown(item.unknown);
  return item.certain ? toJson(item.thunk.force(), context, unknownAs) : { $unknown: "this item may be there or not" };
}

/** As in Nix, a set that can become text or stands for a store path is written as that. */
function set(value: AttrsValue, context: EvalContext, unknownAs: UnknownAs): ExactJson {
  if (value.attributes.has("__toString")) {
    const text = coerceToString(value, "path", context);
    return text.kind === "string" ? text.value : unknownAs(text);
  }
  const outPath = selectAttribute(value, "outPath");
  if (outPath.kind === "found") return toJson(outPath.attribute.thunk.force(), context, unknownAs);
  const names = [...value.attributes.keys()].sort(compareText);
  const entries = names.map((name): [string, ExactJson] => [name, attribute(value, name, context, unknownAs)]);
  if (value.open) entries.push(["$unknown", value.open.why]);
  // Unlike an assignment, this makes `__proto__` an entry like others.
  return Object.fromEntries(entries);
}

function attribute(value: AttrsValue, name: string, context: EvalContext, unknownAs: UnknownAs): ExactJson {
  const selection = selectAttribute(value, name);
  switch (selection.kind) {
    case "found":
      return toJson(selection.attribute.thunk.force(), context, unknownAs);
    case "unknown":
      return unknownAs(selection.unknown);
    case "absent":
      return null;
    default:
      return selection satisfies never;
  }
}

/** The text of JSON with exact integers; `indent` as in `JSON.stringify`. */
export function jsonText(json: ExactJson, indent = 0, level = 0): string {
  if (typeof json === "bigint") return json.toString();
  if (json === null || typeof json !== "object") return JSON.stringify(json);
  const parts = isArray(json)
    ? json.map((element) => jsonText(element, indent, level + 1))
    : Object.entries(json).map(
        ([key, element]) => `${JSON.stringify(key)}:${indent > 0 ? " " : ""}${jsonText(element, indent, level + 1)}`,
      );
  const [open, close] = isArray(json) ? ["[", "]"] : ["{", "}"];
  if (parts.length === 0) return open + close;
  if (indent === 0) return open + parts.join(",") + close;
  const inner = `\n${" ".repeat(indent * (level + 1))}`;
  return `${open}${inner}${parts.join(`,${inner}`)}\n${" ".repeat(indent * level)}${close}`;
}

function isArray(json: ExactJson): json is readonly ExactJson[] {
  return Array.isArray(json);
}
