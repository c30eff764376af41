/**
 * TOML in. The library reads TOML 1.1, Nix's reader is one of TOML 1.0: what only the newer version allows is not known, and
 * what the library refuses is not known either, because Nix takes some of it (tables that are added to later).
 */
import { parse, TomlDate, type TomlValue } from "smol-toml";
import { attrs, bool, float, int, list, string } from "../make.ts";
import { failed, known, type UnknownValue, unknown, type Value } from "../value.ts";
import { isUnknown, withString } from "./arguments.ts";
import { unary } from "./define.ts";

const DATES = "Nix does not read dates and times in TOML";
const MAX_NESTING = 200;
/** Written as an escape; one that merely looks so, behind a backslash, is not worth telling apart. */
const ZERO = /\\u0000|\\U00000000/;

/** The value of a TOML text. */
export function readToml(text: string): Value {
  if (needsNewerToml(text)) return unknown("the text is TOML 1.1, which Nix may not read");
  if (ZERO.test(text)) return unknown("the text has a zero character, which older versions of Nix take for its end");
  try {
    return fromToml(parse(text, { integersAsBigInt: true, maxDepth: MAX_NESTING }), text);
  } catch (error) {
    if (error instanceof Error) return unknown("the text is not TOML");
    throw error;
  }
}

function fromToml(value: TomlValue, text: string): Value {
  if (typeof value === "string") return string(value);
  if (typeof value === "boolean") return bool(value);
  if (typeof value === "bigint") return int(value);
  if (typeof value === "number") return tomlFloat(value, text);
  if (value instanceof TomlDate) return failed("value", DATES);
  if (Array.isArray(value)) {
    const items = value.map((item) => fromToml(item, text));
    return items.find(isStopping) ?? list(items.map(known));
  }
  const members = Object.entries(value).map(([name, member]) => [name, fromToml(member, text)] as const);
  const stopping = members.map(([, member]) => member).find(isStopping);
  return stopping ?? attrs(members.map(([name, member]) => [name, known(member)] as const));
}

/** Nix reads the whole text before it gives anything of it. */
function isStopping(value: Value): value is UnknownValue {
  return isUnknown(value) && value.failure !== undefined;
}

/** A float beyond the range of floats becomes the largest one in Nix, infinity here. */
function tomlFloat(value: number, text: string): Value {
  if (Math.abs(value) === Number.POSITIVE_INFINITY && !/\binf\b/.test(text)) return unknown("a float is too large");
  return float(value);
}

const PIECE =
  /#[^\n]*|"""(?:[^\\]|\\[\s\S])*?"{3,5}|'''[\s\S]*?'{3,5}|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[[\]{}\n,]|[^#"'[\]{}\n,]+|["']/g;

/** Line ends and trailing commas in inline tables, and the escapes `\e` and `\x41`. Source: https://toml.io/en/v1.1.0 */
function needsNewerToml(text: string): boolean {
  const open: string[] = [];
  let afterComma = false;
  for (const [piece] of text.matchAll(PIECE)) {
    if (piece.startsWith('"') && /(?<!\\)(?:\\\\)*\\[ex]/.test(piece)) return true;
    if (open.at(-1) === "{") {
      if (piece === "\n" || piece.startsWith("#")) return true;
      if (piece === "}" && afterComma) return true;
    }
    if (piece === "{" || piece === "[") open.push(piece);
    else if (piece === "}" || piece === "]") open.pop();
    if (piece.trim() !== "") afterComma = piece === ",";
  }
  return false;
}

export const builtins = [unary("fromTOML", (text) => withString(text, readToml))];
