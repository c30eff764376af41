/** `toXML`. Functions are written with the names of their arguments and derivations with their paths; neither is known here. */
import { MAX_TEXT } from "../budget.ts";
import { string } from "../make.ts";
import { selectAttribute } from "../select.ts";
import { type AttrsValue, type ListValue, type UnknownValue, unknown, type Value } from "../value.ts";
import { certainItems, doubt, isUnknown } from "./arguments.ts";
import { sortedAttributes } from "./attrs-access.ts";
import { type Call, unary } from "./define.ts";
import { shortFloat } from "./short-float.ts";
import { typeIs } from "./types.ts";

const ESCAPES: Readonly<Record<string, string>> = {
  '"': "&quot;",
  "<": "&lt;",
  ">": "&gt;",
  "&": "&amp;",
  "\n": "&#xA;",
};

function quoted(text: string): string {
  return `"${text.replace(/["<>&\n]/g, (char) => ESCAPES[char] ?? char)}"`;
}

function element(value: Value, indent: string, call: Call): string | UnknownValue {
  switch (value.kind) {
    case "unknown":
      return value;
    case "null":
      return `${indent}<null />\n`;
    case "bool":
    case "int":
      return `${indent}<${value.kind} value="${value.value}" />\n`;
    case "float":
      return `${indent}<float value="${shortFloat(value.value)}" />\n`;
    case "string":
      return `${indent}<string value=${quoted(value.value)} />\n`;
    case "path":
      return `${indent}<path value=${quoted(value.path)} />\n`;
    case "list":
      return call.context.deeper(() => listElement(value, indent, call));
    case "attrs":
      return call.context.deeper(() => setElement(value, indent, call));
    case "function":
      return unknown("the XML of a function is not known");
    default:
      return value satisfies never;
  }
}

function listElement(value: ListValue, indent: string, call: Call): string | UnknownValue {
  const items = certainItems(value);
  if (items === undefined) return doubt(value);
  let text = `${indent}<list>\n`;
  for (const item of items) {
    const inner = element(item.force(), `${indent}  `, call);
    if (isUnknown(inner)) return inner;
    text += inner;
    if (text.length > MAX_TEXT) return unknown("the text becomes too long");
  }
  return `${text}${indent}</list>\n`;
}

function setElement(value: AttrsValue, indent: string, call: Call): string | UnknownValue {
  if (value.open !== undefined) return value.open;
  if (selectAttribute(value, "type").kind !== "absent") {
    const derivation = typeIs({ force: () => value }, "type", "derivation");
    if (derivation.kind !== "bool" || derivation.value) return unknown("the XML of a derivation is not known");
  }
  let text = `${indent}<attrs>\n`;
  for (const { name, thunk, certain } of sortedAttributes(value)) {
    if (!certain) return unknown(`\`${name}\` depends on something that is not known`);
    const inner = element(thunk.force(), `${indent}    `, call);
    if (isUnknown(inner)) return inner;
    text += `${indent}  <attr name=${quoted(name)}>\n${inner}${indent}  </attr>\n`;
    if (text.length > MAX_TEXT) return unknown("the text becomes too long");
  }
  return `${text}${indent}</attrs>\n`;
}

export const builtins = [
  unary("toXML", (thunk, call) => {
    const inner = element(thunk.force(), "  ", call);
    if (isUnknown(inner)) return inner;
    return string(`<?xml version='1.0' encoding='utf-8'?>\n<expr>\n${inner}</expr>\n`);
  }),
];
