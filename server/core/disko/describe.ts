/** Types and values in words, for messages. */
import type { Value } from "../nix/values/value.ts";
import { enumerate } from "../text/enumerate.ts";
import type { SchemaType } from "./schema-type.ts";

/** What the type accepts: "a list of strings", "a string such as "512M"". */
export function describeType(type: SchemaType): string {
  switch (type.kind) {
    case "str":
      return type.like === undefined ? "a string" : `a string such as "${type.like}"`;
    case "int":
      return "a whole number";
    case "bool":
      return "true or false";
    case "absolutePath":
      return 'a string that starts with "/"';
    case "any":
      return "any value";
    case "enum":
      return alternatives(type.values.map((value) => `"${value}"`));
    case "nullOr":
      return describeType(type.of);
    case "listOf":
      return `a list of ${plural(type.of)}`;
    case "attrsOf":
    case "ref":
    case "content":
      return "an attribute set";
    case "oneOf":
      return alternatives(type.of.map(describeType));
    default:
      return type satisfies never;
  }
}

function plural(type: SchemaType): string {
  switch (type.kind) {
    case "str":
      return "strings";
    case "int":
      return "whole numbers";
    case "absolutePath":
      return "absolute paths, as strings";
    default:
      return "attribute sets";
  }
}

/** `a, b or c`. */
export function alternatives(words: readonly string[]): string {
  return enumerate(words, "or");
}

/** What a value is: "a list", "the number 512". */
export function describeValue(value: Value): string {
  switch (value.kind) {
    case "null":
      return "null";
    case "bool":
      return String(value.value);
    case "int":
    case "float":
      return `the number ${value.value}`;
    case "string":
      return "a string";
    case "path":
      return "a path without quotes";
    case "list":
      return "a list";
    case "attrs":
      return "an attribute set";
    case "function":
      return "a function";
    case "unknown":
      return "a value that is not known";
    default:
      return value satisfies never;
  }
}
