/** JSON in and out. */

import { MAX_TEXT } from "../budget.ts";
import { coerceToString } from "../coerce.ts";
import type { BuiltinDefinition } from "../context.ts";
import { attrs, bool, float, int, list, nullValue, string } from "../make.ts";
import { describe, selectAttribute } from "../select.ts";
import {
  type AttrsValue,
  known,
  type ListValue,
  type Thunk,
  type UnknownValue,
  unknown,
  type Value,
} from "../value.ts";
import { certainItems, doubt, isUnknown, withString } from "./arguments.ts";
import { sortedAttributes } from "./attrs-access.ts";
import { type Call, unary } from "./define.ts";

const TOO_LONG = unknown("the text becomes too long");

/** The JSON text of a value; every part of it must be known. */
function writeJson(value: Value, call: Call): string | UnknownValue {
  switch (value.kind) {
    case "unknown":
      return value;
    case "null":
      return "null";
    case "bool":
    case "int":
      return String(value.value);
    case "float":
      return writeFloat(value.value);
    case "string":
      return JSON.stringify(value.value);
    case "path":
      return unknown("the path is copied to the Nix store");
    case "list":
      return call.context.deeper(() => writeList(value, call));
    case "attrs":
      return call.context.deeper(() => writeSet(value, call));
    case "function":
      return unknown(`${describe(value)} has no JSON`);
    default:
      return value satisfies never;
  }
}

/** Versions of Nix write floats with 6 or with 17 digits, and whole ones with or without `.0`. */
function writeFloat(value: number): string | UnknownValue {
  const text = String(value);
  return /^-?\d{1,5}\.\d+$/.test(text) &&
    text.replace(/[-.]/g, "").replace(/^0+/, "").length <= 6 &&
    Math.abs(value) > 1e-3
    ? text
    : unknown("versions of Nix write this float in different ways");
}

function writeList(value: ListValue, call: Call): string | UnknownValue {
  const items = certainItems(value);
  if (items === undefined) return doubt(value);
  const texts: string[] = [];
  let length = 0;
  for (const item of items) {
    const text = writeJson(item.force(), call);
    if (isUnknown(text)) return text;
    texts.push(text);
    length += text.length;
    if (length > MAX_TEXT) return TOO_LONG;
  }
  return `[${texts.join(",")}]`;
}

function writeSet(value: AttrsValue, call: Call): string | UnknownValue {
  const method = selectAttribute(value, "__toString");
  if (method.kind !== "absent") {
    const text = coerceToString(value, "interpolation", call.context);
    return text.kind === "unknown" ? text : JSON.stringify(text.value);
  }
  const outPath = selectAttribute(value, "outPath");
  if (outPath.kind === "unknown") return outPath.unknown;
  if (outPath.kind === "found") return writeJson(outPath.attribute.thunk.force(), call);
  if (value.open !== undefined) return value.open;
  const texts: string[] = [];
  let length = 0;
  for (const { name, thunk, certain } of sortedAttributes(value)) {
    if (!certain) return unknown(`\`${name}\` depends on something that is not known`);
    const text = writeJson(thunk.force(), call);
    if (isUnknown(text)) return text;
    texts.push(`${JSON.stringify(name)}:${text}`);
    length += text.length;
    if (length > MAX_TEXT) return TOO_LONG;
  }
  return `{${texts.join(",")}}`;
}

/**
 * The value of a JSON text. JavaScript's own parser decides whether it is JSON, then it is read once more: integers keep
 * all their digits.
 */
export function readJson(text: string): Value {
  try {
    JSON.parse(text);
    return readChecked(text);
  } catch (error) {
    if (error instanceof SyntaxError) return unknown("the text is not JSON");
    if (error instanceof RangeError) return unknown("the JSON is nested too deep");
    throw error;
  }
}

const TOKEN = /[\s,:]*(?:("(?:[^"\\]|\\.)*")|([-\d][-+.\deE]*)|([a-z]+)|([[{])|([\]}]))/y;

/** Reads a text that is known to be JSON. */
function readChecked(text: string): Value {
  let position = 0;
  return readValue() ?? unknown("the text is not JSON");

  /** Undefined at the end of a list or an object. */
  function readValue(): Value | undefined {
    TOKEN.lastIndex = position;
    const token = TOKEN.exec(text);
    if (token === null) return undefined;
    position = TOKEN.lastIndex;
    const [, quoted, number, word, open] = token;
    if (quoted !== undefined) return string(String(JSON.parse(quoted)));
    if (number !== undefined) return /[.eE]/.test(number) ? float(Number(number)) : int(BigInt(number));
    if (word !== undefined) return word === "null" ? nullValue() : bool(word === "true");
    if (open === "[") return readItems();
    return open === "{" ? readMembers() : undefined;
  }

  function readItems(): Value {
    const items: Thunk[] = [];
    for (let value = readValue(); value !== undefined; value = readValue()) items.push(known(value));
    return list(items);
  }

  function readMembers(): Value {
    const members: (readonly [string, Thunk])[] = [];
    for (let name = readValue(); name?.kind === "string"; name = readValue()) {
      members.push([name.value, known(readValue() ?? unknown("the text is not JSON"))]);
    }
    return attrs(members);
  }
}

const toJson = unary("toJSON", (thunk, call) => {
  const text = writeJson(thunk.force(), call);
  return isUnknown(text) ? text : string(text);
});
const fromJson = unary("fromJSON", (text) => withString(text, readJson));

export const builtins: readonly BuiltinDefinition[] = [toJson, fromJson];

export const lib = builtins;
