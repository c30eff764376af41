/** How values become text: in `"${…}"`, in `+`, and in `toString`. */
import type { EvalContext } from "./context.ts";
import { floatText } from "./float-text.ts";
import { string } from "./make.ts";
import { describe, selectAttribute } from "./select.ts";
import { failed, known, type ListValue, type StringValue, type UnknownValue, unknown, type Value } from "./value.ts";

/**
 * `interpolation`: strings, and sets with `__toString` or `outPath`; a path is copied to the store under a name we cannot
 * know. `path`: the same, but a path gives its text. `toString`: also numbers, booleans, null and lists.
 */
export type CoercionMode = "interpolation" | "path" | "toString";

/** The text of a value; unknown where Nix would stop or the text depends on the store. */
export function coerceToString(value: Value, mode: CoercionMode, context: EvalContext): StringValue | UnknownValue {
  switch (value.kind) {
    case "unknown":
    case "string":
      return value;
    case "path":
      return mode !== "interpolation" ? string(value.path) : unknown("the path is copied to the Nix store");
    case "attrs":
      return context.deeper(() => setToString(value, mode, context));
    case "null":
      return mode === "toString" ? string("") : noText(value);
    case "bool":
      return mode === "toString" ? string(value.value ? "1" : "") : noText(value);
    case "int":
      return mode === "toString" ? string(value.value.toString()) : noText(value);
    case "float":
      return mode === "toString" ? string(floatText(value.value)) : noText(value);
    case "list":
      return mode === "toString" ? context.deeper(() => listToString(value, context)) : noText(value);
    case "function":
      return noText(value);
    default:
      return value satisfies never;
  }
}

function noText(value: Value): UnknownValue {
  return failed("type", `${describe(value)} cannot become text here`);
}

function setToString(value: Value, mode: CoercionMode, context: EvalContext): StringValue | UnknownValue {
  const method = selectAttribute(value, "__toString");
  if (method.kind === "unknown") return method.unknown;
  if (method.kind === "found") {
    return coerceToString(context.apply(method.attribute.thunk.force(), [known(value)], undefined), mode, context);
  }
  const outPath = selectAttribute(value, "outPath");
  if (outPath.kind === "unknown") return outPath.unknown;
  if (outPath.kind === "absent") return noText(value);
  return coerceToString(outPath.attribute.thunk.force(), mode, context);
}

/** Items with a blank between them; Nix leaves the blank out after an empty list. */
function listToString(value: ListValue, context: EvalContext): StringValue | UnknownValue {
  let text = "";
  for (const [index, item] of value.items.entries()) {
    if (item.kind === "gap") return item.unknown;
    if (!item.certain) return unknown("the items of a list are not all known");
    const inner = item.thunk.force();
    const part = coerceToString(inner, "toString", context);
    if (part.kind === "unknown") return part;
    text += part.value;
    const emptyList = inner.kind === "list" && inner.items.length === 0;
    if (index < value.items.length - 1 && !emptyList) text += " ";
  }
  return string(text);
}
