/** Arithmetic. Integers have 64 bits; what leaves them is not known, because versions of Nix disagree on it. */

import type { BuiltinDefinition } from "../context.ts";
import { bool, float, int, list, string } from "../make.ts";
import { compareValues } from "../order.ts";
import { describe } from "../select.ts";
import { failed, known, type Thunk, unknown, type Value } from "../value.ts";
import { isUnknown, withInt } from "./arguments.ts";
import { binary, unary } from "./define.ts";

type Exact = (a: bigint, b: bigint) => Value;
type Rounded = (a: number, b: number) => Value;

/** Integers stay integers; one float makes both floats. */
function arithmetic(a: Value, b: Value, exact: Exact, rounded: Rounded): Value {
  for (const value of [a, b]) {
    if (value.kind === "unknown") return value;
    if (value.kind !== "int" && value.kind !== "float")
      return failed("type", `a number is needed, here is ${describe(value)}`);
  }
  if (a.kind === "int" && b.kind === "int") return exact(a.value, b.value);
  return rounded(numberOf(a), numberOf(b));
}

function numberOf(value: Value): number {
  return value.kind === "int" || value.kind === "float" ? Number(value.value) : Number.NaN;
}

function operation(name: string, exact: Exact, rounded: Rounded): BuiltinDefinition {
  return binary(name, (a, b) => arithmetic(a.force(), b.force(), exact, rounded));
}

const DIVIDED_BY_ZERO = failed("value", "a number is divided by zero");

const integerDivision: Exact = (a, b) => (b === 0n ? DIVIDED_BY_ZERO : int(a / b));
const division: Rounded = (a, b) => (b === 0 ? DIVIDED_BY_ZERO : float(a / b));

function bitwise(name: string, exact: (a: bigint, b: bigint) => bigint): BuiltinDefinition {
  return binary(name, (a, b) => withInt(a, (x) => withInt(b, (y) => int(exact(x, y)))));
}

/** Nix 2.8 and later give an integer, also for an integer. */
function rounding(name: string, round: (value: number) => number): BuiltinDefinition {
  return unary(name, (number) => {
    const value = number.force();
    if (value.kind === "int" || value.kind === "unknown") return value;
    if (value.kind !== "float") return failed("type", `a number is needed, here is ${describe(value)}`);
    return Number.isFinite(value.value) ? int(BigInt(round(value.value))) : unknown("the number is not finite");
  });
}

function comparison(name: string, choose: (order: number, a: Thunk, b: Thunk) => Value): BuiltinDefinition {
  return binary(name, (a, b, call) => {
    const order = compareValues(a.force(), b.force(), call.context);
    return isUnknown(order) ? order : choose(order, a, b);
  });
}

/** Digits of a number, most significant first. */
function digits(base: bigint, number: bigint): readonly bigint[] {
  const found: bigint[] = [];
  let rest = number;
  do {
    found.unshift(rest % base);
    rest /= base;
  } while (rest > 0n);
  return found;
}

/** nixpkgs asserts that the base and the number are integers, of at least 2 and 0. */
function withDigits(base: Thunk, number: Thunk, use: (digits: readonly bigint[]) => Value): Value {
  const b = base.force();
  if (b.kind === "unknown") return b;
  const n = number.force();
  if (n.kind === "unknown") return b.kind === "int" ? n : NO_DIGITS;
  return b.kind === "int" && n.kind === "int" && b.value >= 2n && n.value >= 0n
    ? use(digits(b.value, n.value))
    : NO_DIGITS;
}

const NO_DIGITS = failed("assertion", "the number has no such digits");

function hexDigits(found: readonly bigint[]): Value {
  return string(found.map((digit) => digit.toString(16).toUpperCase()).join(""));
}

export const builtins = [
  operation(
    "add",
    (a, b) => int(a + b),
    (a, b) => float(a + b),
  ),
  operation(
    "sub",
    (a, b) => int(a - b),
    (a, b) => float(a - b),
  ),
  operation(
    "mul",
    (a, b) => int(a * b),
    (a, b) => float(a * b),
  ),
  operation("div", integerDivision, division),
  bitwise("bitAnd", (a, b) => a & b),
  bitwise("bitOr", (a, b) => a | b),
  bitwise("bitXor", (a, b) => a ^ b),
  comparison("lessThan", (order) => bool(order < 0)),
  rounding("ceil", Math.ceil),
  rounding("floor", Math.floor),
];

export const lib = [
  ...builtins,
  comparison("min", (order, a, b) => (order < 0 ? a : b).force()),
  comparison("max", (order, a, b) => (order > 0 ? a : b).force()),
  comparison("compare", (order) => int(Math.sign(order))),
  operation(
    "mod",
    (a, b) => (b === 0n ? DIVIDED_BY_ZERO : int(a % b)),
    (a, b) => (b === 0 ? DIVIDED_BY_ZERO : float(a - b * (a / b))),
  ),
  unary("bitNot", (number) => withInt(number, (n) => int(-1n - n))),
  unary("toHexString", (number) => withDigits(known(int(16)), number, hexDigits)),
  binary("toBaseDigits", (base, number) =>
    withDigits(base, number, (found) => list(found.map((digit) => known(int(digit))))),
  ),
  unary("fromHexString", fromHex),
];

function fromHex(text: Thunk): Value {
  const value = text.force();
  if (value.kind === "unknown") return value;
  const hex = value.kind === "string" ? /^(?:0x)?([0-7]?[0-9A-Fa-f]{1,15})$/.exec(value.value)?.[1] : undefined;
  return hex === undefined ? unknown("the text is no hexadecimal number") : int(BigInt(`0x${hex}`));
}
