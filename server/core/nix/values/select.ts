/** Looking up an attribute, in three outcomes: there, certainly not there, or not known. */
import { type Attribute, failed, type UnknownValue, unknown, type Value } from "./value.ts";

export type Selection =
  | { readonly kind: "found"; readonly attribute: Attribute }
  | { readonly kind: "absent" }
  | { readonly kind: "unknown"; readonly unknown: UnknownValue };

const ABSENT: Selection = { kind: "absent" };

/** The attribute `name` of a value. Absent for anything that is no set, as in Nix's `?` and `or`. */
export function selectAttribute(value: Value, name: string): Selection {
  if (value.kind === "unknown") return { kind: "unknown", unknown: value };
  if (value.kind !== "attrs") return ABSENT;
  const attribute = value.attributes.get(name);
  if (attribute?.certain) return { kind: "found", attribute };
  if (attribute) {
    return { kind: "unknown", unknown: unknown(`\`${name}\` depends on something that is not known`, attribute.key) };
  }
  return value.open ? { kind: "unknown", unknown: value.open } : ABSENT;
}

/** The value of the attribute `name`; unknown where Nix would stop because it is missing. */
export function attributeValue(value: Value, name: string): Value {
  const selection = selectAttribute(value, name);
  switch (selection.kind) {
    case "found":
      return selection.attribute.thunk.force();
    case "absent":
      return value.kind === "attrs"
        ? failed("missing-attribute", `the attribute \`${name}\` is missing`)
        : failed("type", `\`${name}\` is taken from ${describe(value)}, not from a set`);
    case "unknown":
      return selection.unknown;
    default:
      return selection satisfies never;
  }
}

/** The kind of a value with its article, for reasons: "a list", "an integer". */
export function describe(value: Value): string {
  return KINDS[value.kind];
}

const KINDS = {
  null: "null",
  bool: "a boolean",
  int: "an integer",
  float: "a float",
  string: "a string",
  path: "a path",
  list: "a list",
  attrs: "a set",
  function: "a function",
  unknown: "something not known",
} as const satisfies Record<Value["kind"], string>;
