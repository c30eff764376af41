/** `lib.generators.toDconfINI`: values as GNOME's configuration writes them. */
import { floatText } from "../float-text.ts";
import { unknown, type Value } from "../value.ts";
import { isUnknown } from "./arguments.ts";
import type { Call } from "./define.ts";
import { throws } from "./errors.ts";
import { escaped, type KeyValue } from "./generators-ini.ts";
import type { Text } from "./known-text.ts";

export function dconfKeyValue(call: Call): KeyValue {
  return (key, value) => {
    const text = dconfValue(value.force(), call);
    return isUnknown(text) ? text : `${escaped(key, "=")}=${text}`;
  };
}

/** A value as GNOME's configuration writes it; of lists and numbers the type has to be worked out, which is not done here. */
function dconfValue(value: Value, call: Call): Text {
  if (value.kind === "bool") return String(value.value);
  if (value.kind === "float") return floatText(value.value);
  if (value.kind === "string") return `'${value.value.replace(/['\\]/g, "\\$&")}'`;
  if (value.kind === "int") return throws("the type of a number has to be said", call);
  return value.kind === "unknown" ? value : unknown("values of this type are not written for dconf");
}
