/** Single values against their type, without looking below their surface. */
import type { Value } from "../nix/values/value.ts";
import { describeType, describeValue } from "./describe.ts";
import type { Definition, DiskoObject, Misfit } from "./layout.ts";
import type { SchemaType } from "./schema-type.ts";
import { suggestValue } from "./value-suggestion.ts";

export type Verdict = "fits" | "mismatch" | "wrong-type" | "unknown";

export function judge(type: SchemaType, value: Value): Verdict {
  if (value.kind === "unknown" || isPlaceholder(value)) return "unknown";
  switch (type.kind) {
    case "any":
      return "fits";
    case "int":
    case "bool":
      return value.kind === type.kind ? "fits" : "wrong-type";
    case "str":
      if (value.kind !== "string") return "wrong-type";
      if (type.nonEmpty && value.value.trim() === "") return "mismatch";
      return type.pattern === undefined || type.pattern.test(value.value) ? "fits" : "mismatch";
    case "absolutePath":
      if (value.kind !== "string") return "wrong-type";
      return value.value === "/" || /^\/+[^/]/.test(value.value) ? "fits" : "mismatch";
    case "enum":
      if (value.kind !== "string") return "wrong-type";
      return type.values.includes(value.value) ? "fits" : "mismatch";
    case "nullOr":
      return value.kind === "null" ? "fits" : judge(type.of, value);
    case "listOf":
      return value.kind === "list" ? "fits" : "wrong-type";
    case "attrsOf":
    case "content":
      return value.kind === "attrs" ? "fits" : "wrong-type";
    case "ref":
      return value.kind === "attrs" || isModule(value) ? "fits" : "wrong-type";
    case "oneOf":
      return best(type.of.map((alternative) => judge(alternative, value)));
    default:
      return type satisfies never;
  }
}

/** `{{mainDisk}}` in a template: another program puts the value in before Nix reads the file. */
function isPlaceholder(value: Value): boolean {
  return value.kind === "string" && /\{\{.*\}\}/.test(value.value);
}

function best(verdicts: readonly Verdict[]): Verdict {
  return verdicts.find((one) => one === "fits") ?? verdicts.find((one) => one === "mismatch") ?? "wrong-type";
}

/** Where the module system takes an attribute set it also takes a module: a function, or the path of a file. */
function isModule(value: Value): boolean {
  return value.kind === "function" || value.kind === "path" || (value.kind === "string" && value.value.startsWith("/"));
}

/** What is wrong with a value of the attribute `name`, if anything is. */
export function valueProblem(
  object: DiskoObject,
  name: string,
  type: SchemaType,
  { value, at }: Pick<Definition, "value" | "at">,
): Misfit | undefined {
  const verdict = judge(type, value);
  if (verdict === "fits" || verdict === "unknown") return undefined;
  const expected = describeType(type);
  if (verdict === "wrong-type" || value.kind !== "string") {
    return { kind: "wrong-type", at, object, name, expected, actual: describeValue(value), value };
  }
  const suggestion = suggestValue(type, name, value.value);
  return { kind: "value-mismatch", at, object, name, expected, actual: `"${value.value}"`, value, suggestion };
}
