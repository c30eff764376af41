/** What kind of value something is. Anything known has a known kind, however much inside it is not. */
import type { BuiltinDefinition } from "../context.ts";
import { bool, string } from "../make.ts";
import { selectAttribute } from "../select.ts";
import { known, type Thunk, type Value } from "../value.ts";
import { type Answer, answerValue, hasAttribute } from "./arguments.ts";
import { type Call, unary } from "./define.ts";

const NIX_NAMES = { attrs: "set", function: "lambda" } as const;

function typeName(value: Exclude<Value, { kind: "unknown" }>): string {
  return value.kind === "attrs" || value.kind === "function" ? NIX_NAMES[value.kind] : value.kind;
}

function isKind(name: string, kind: Value["kind"]): BuiltinDefinition {
  return unary(name, (thunk) => {
    const value = thunk.force();
    return value.kind === "unknown" ? value : bool(value.kind === kind);
  });
}

/** A function, or a set that can be called like one. */
export function isCallable(thunk: Thunk, call: Call): Value {
  const value = thunk.force();
  if (value.kind === "unknown") return value;
  if (value.kind !== "attrs") return bool(value.kind === "function");
  const functor = selectAttribute(value, "__functor");
  if (functor.kind === "unknown") return functor.unknown;
  if (functor.kind === "absent") return bool(false);
  const bound = call.apply(functor.attribute.thunk, known(value));
  return bound.kind === "unknown" ? bound : bool(bound.kind === "function");
}

/** Something that `"${…}"` takes. */
function isStringLike(thunk: Thunk): Value {
  const value = thunk.force();
  if (value.kind === "unknown") return value;
  if (value.kind === "string" || value.kind === "path") return bool(true);
  const outPath = hasAttribute(value, "outPath");
  return answerValue(either(outPath, hasAttribute(value, "__toString")));
}

function either(a: Answer, b: Answer): Answer {
  return a === true || b === false ? a : b;
}

const typeOf = unary("typeOf", (thunk) => {
  const value = thunk.force();
  return value.kind === "unknown" ? value : string(typeName(value));
});
const isFunction = isKind("isFunction", "function");

const isTypes = [
  isKind("isAttrs", "attrs"),
  isKind("isBool", "bool"),
  isKind("isFloat", "float"),
  isKind("isInt", "int"),
  isKind("isList", "list"),
  isKind("isPath", "path"),
  isKind("isString", "string"),
];

export const builtins = [...isTypes, isKind("isNull", "null"), isFunction, typeOf];

export const lib = [
  ...isTypes,
  typeOf,
  unary("isFunction", isCallable),
  unary("isStringLike", isStringLike),
  unary("isDerivation", (thunk) => typeIs(thunk, "type", "derivation")),
  unary("isOption", (thunk) => typeIs(thunk, "_type", "option")),
];

/** Whether a set says of itself, in one attribute, what it is. */
export function typeIs(thunk: Thunk, attribute: string, type: string): Value {
  const selection = selectAttribute(thunk.force(), attribute);
  if (selection.kind === "unknown") return selection.unknown;
  if (selection.kind === "absent") return bool(false);
  const value = selection.attribute.thunk.force();
  return value.kind === "unknown" ? value : bool(value.kind === "string" && value.value === type);
}
