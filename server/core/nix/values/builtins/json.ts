/** JSON in and out. */

import { MAX_TEXT } from "../budget.ts";
import { coerceToString } from "../coerce.ts";
import type { BuiltinDefinition } from "../context.ts";
import { attrs, bool, float, int, list, nullValue, string } from "../make.ts";
import { describe, selectAttribute } from "../select.ts";
import {
  type AttrsValue,
  failed,
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
import { shortFloat } from "./short-float.ts";

const TOO_LONG = unknown("the text becomes too long");

/** The JSON text of a value; every part of it must be known. */
export function jsonOf(value: Value, call: Call): string | UnknownValue {
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
      return jsonString(value.value);
    case "path":
      return unknown("the path is copied to the Nix store");
    case "list":
      return call.context.deeper(() => writeList(value, call));
    case "attrs":
      return call.context.deeper(() => writeSet(value, call));
    case "function":
      return failed("type", `${describe(value)} has no JSON`);
    default:
      return value satisfies never;
  }
}

/** Versions of Nix write a backspace and a form feed in different ways. */
function jsonString(text: string): string | UnknownValue {
  return /[\b\f]/.test(text) ? unknown("versions of Nix write this text in different ways") : JSON.stringify(text);
}

/** Older versions of Nix write six digits, newer ones all digits, and `.0` after a whole number. */
function writeFloat(value: number): string | UnknownValue {
  const short = shortFloat(value);
  return short === exactFloat(value) ? short : unknown("versions of Nix write this float in different ways");
}

/** All digits that a float needs; an exponent of two digits and more outside of 1e-4 to 1e15. */
function exactFloat(value: number): string {
  const [digits = "", exponent = "0"] = value.toExponential().split("e");
  const power = Number(exponent);
  if (power < -4 || power >= 15) {
    return `${digits}e${power < 0 ? "-" : "+"}${String(Math.abs(power)).padStart(2, "0")}`;
  }
  return Number.isInteger(value) ? `${value}.0` : String(value);
}

function writeList(value: ListValue, call: Call): string | UnknownValue {
  const items = certainItems(value);
  if (items === undefined) return doubt(value);
  const texts: string[] = [];
  let length = 0;
  for (const item of items) {
    const text = jsonOf(item.force(), call);
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
    return text.kind === "unknown" ? text : jsonString(text.value);
  }
  const outPath = selectAttribute(value, "outPath");
  if (outPath.kind === "unknown") return outPath.unknown;
  if (outPath.kind === "found") return jsonOf(outPath.attribute.thunk.force(), call);
  if (value.open !== undefined) return value.open;
  const texts: string[] = [];
  let length = 0;
  for (const { name, thunk, certain } of sortedAttributes(value)) {
    if (!certain) return unknown(`\`${name}\` depends on something that is not known`);
    const text = jsonOf(thunk.force(), call);
    if (isUnknown(text)) return text;
    const key = jsonString(name);
    if (isUnknown(key)) return key;
    texts.push(`${key}:${text}`);
    length += text.length;
    if (length > MAX_TEXT) return TOO_LONG;
  }
  return `{${texts.join(",")}}`;
}

const NO_JSON = "the text is not JSON";

/** Nix takes no half of a surrogate pair; at a zero older versions end the text, newer ones stop. */
function jsonText(text: string): Value {
  if (text.includes("\0")) return unknown("the text has a zero character");
  return /\p{Surrogate}/u.test(text) ? failed("value", NO_JSON) : string(text);
}

/** An integer where it fits in 64 bits without or (as versions of Nix disagree on) with a sign, else a float. */
function jsonNumber(digits: string): Value {
  const isWhole = !/[.eE]/.test(digits);
  const whole = isWhole ? BigInt(digits) : 0n;
  if (isWhole && whole >= -(2n ** 63n) && whole < 2n ** 64n) return int(whole);
  const value = Number(digits);
  return Number.isFinite(value) ? float(value) : failed("value", "the number is too large");
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
    // A byte order mark is passed over by Nix, and refused here.
    if (error instanceof SyntaxError) return text.startsWith("\ufeff") ? unknown(NO_JSON) : failed("value", NO_JSON);
    if (error instanceof RangeError) return unknown("the JSON is nested too deep");
    throw error;
  }
}

const TOKEN = /[\s,:]*(?:("(?:[^"\\]|\\.)*")|([-\d][-+.\deE]*)|([a-z]+)|([[{])|([\]}]))/y;

/** Reads a text that is known to be JSON. Nix reads all of it before it gives anything of it. */
function readChecked(text: string): Value {
  let position = 0;
  let refused: UnknownValue | undefined;
  const value = readValue() ?? unknown(NO_JSON);
  return refused ?? value;

  function taken(value: Value): Value {
    if (value.kind === "unknown") refused ??= value;
    return value;
  }

  /** Undefined at the end of a list or an object. */
  function readValue(): Value | undefined {
    TOKEN.lastIndex = position;
    const token = TOKEN.exec(text);
    if (token === null) return undefined;
    position = TOKEN.lastIndex;
    const [, quoted, number, word, open] = token;
    if (quoted !== undefined) return taken(jsonText(String(JSON.parse(quoted))));
    if (number !== undefined) return taken(jsonNumber(number));
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
      members.push([name.value, known(readValue() ?? unknown(NO_JSON))]);
    }
    return attrs(members);
  }
}

const toJson = unary("toJSON", (thunk, call) => {
  const text = jsonOf(thunk.force(), call);
  return isUnknown(text) ? text : string(text);
});
const fromJson = unary("fromJSON", (text) => withString(text, readJson));

export const builtins: readonly BuiltinDefinition[] = [toJson, fromJson];

export const lib = builtins;
