/**
 * The words in which disko's own module types are written down here: kinds of values, attributes, objects. They say what
 * disko accepts, not what is wise.
 */

export type SchemaType =
  | StringType
  | { readonly kind: "int" }
  | { readonly kind: "bool" }
  /** A string that starts with `/`. Nix path values are refused: disko asks `isString`. */
  | { readonly kind: "absolutePath" }
  | { readonly kind: "any" }
  | EnumType
  | { readonly kind: "nullOr"; readonly of: SchemaType }
  | { readonly kind: "listOf"; readonly of: SchemaType }
  | { readonly kind: "attrsOf"; readonly of: SchemaType }
  | { readonly kind: "oneOf"; readonly of: readonly SchemaType[] }
  /** A submodule: an attribute set with the attributes of one schema object. */
  | { readonly kind: "ref"; readonly type: string }
  /** An attribute set whose `type` selects the schema object. */
  | { readonly kind: "content"; readonly types: readonly string[] };

export interface StringType {
  readonly kind: "str";
  readonly pattern: RegExp | undefined;
  /** What a string that matches looks like, for messages: "512M", "EF00". */
  readonly like: string | undefined;
  readonly nonEmpty: boolean;
}
export interface EnumType {
  readonly kind: "enum";
  readonly values: readonly string[];
}

export interface SchemaAttribute {
  readonly type: SchemaType;
  /** disko refuses the layout when it is not set. */
  readonly required: boolean;
  readonly description: string;
}

export interface SchemaObject {
  readonly description: string;
  /** Whether the six shell hooks exist on it. */
  readonly hooks: boolean;
  readonly attributes: Readonly<Record<string, SchemaAttribute>>;
}

export const str: StringType = { kind: "str", pattern: undefined, like: undefined, nonEmpty: false };
export const nonEmptyStr: StringType = { ...str, nonEmpty: true };
export const int: SchemaType = { kind: "int" };
export const bool: SchemaType = { kind: "bool" };
export const any: SchemaType = { kind: "any" };
export const absolutePath: SchemaType = { kind: "absolutePath" };

/** A string that matches `pattern` as a whole; `like` shows one. */
export function matching(pattern: RegExp, like: string): StringType {
  return { kind: "str", pattern, like, nonEmpty: false };
}
export function oneOfValues(...values: string[]): EnumType {
  return { kind: "enum", values };
}
export function nullOr(of: SchemaType): SchemaType {
  return { kind: "nullOr", of };
}
export function listOf(of: SchemaType): SchemaType {
  return { kind: "listOf", of };
}
export function attrsOf(of: SchemaType): SchemaType {
  return { kind: "attrsOf", of };
}
export function either(...of: SchemaType[]): SchemaType {
  return { kind: "oneOf", of };
}
export function ref(type: string): SchemaType {
  return { kind: "ref", type };
}
export function content(types: readonly string[]): SchemaType {
  return { kind: "content", types };
}
export function optional(type: SchemaType, description: string): SchemaAttribute {
  return { type, required: false, description };
}
export function required(type: SchemaType, description: string): SchemaAttribute {
  return { type, required: true, description };
}
