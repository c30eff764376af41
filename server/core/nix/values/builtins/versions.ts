/** Version numbers as Nix splits and compares them, and lists of names with numbers in them. */
import { attrs, bool, int, list, string } from "../make.ts";
import { describe } from "../select.ts";
import { failed, known, type Thunk, unknown, type Value } from "../value.ts";
import { withInt, withString } from "./arguments.ts";
import { binary, unary } from "./define.ts";

/** Runs of digits and runs of anything else; dots and dashes separate. */
function versionComponents(version: string): readonly string[] {
  return version.match(/[0-9]+|[^0-9.-]+/g) ?? [];
}

/** -1, 0 or 1 as version `a` is older than, the same as or newer than `b`. */
export function compareVersions(a: string, b: string): number {
  const left = versionComponents(a);
  const right = versionComponents(b);
  for (let i = 0; i < left.length || i < right.length; i++) {
    const x = left[i] ?? "";
    const y = right[i] ?? "";
    if (isOlderComponent(x, y)) return -1;
    if (isOlderComponent(y, x)) return 1;
  }
  return 0;
}

function isOlderComponent(a: string, b: string): boolean {
  const aNumber = isSmallNumber(a);
  const bNumber = isSmallNumber(b);
  if (aNumber && bNumber) return Number(a) < Number(b);
  if (a === "" && bNumber) return true;
  if (a === "pre" && b !== "pre") return true;
  if (b === "pre") return false;
  // 2.3a is older than 2.3.1
  if (bNumber) return true;
  if (aNumber) return false;
  return a < b;
}

/** Nix reads a component as a number where it fits in 32 bits, and as text otherwise. */
function isSmallNumber(component: string): boolean {
  return /^[0-9]+$/.test(component) && Number(component) < 2 ** 31;
}

/** The name ends before the first dash that no letter follows. */
export function parseName(text: string): { readonly name: string; readonly version: string } {
  const dash = /-(?=[^a-zA-Z])/.exec(text)?.index;
  return dash === undefined
    ? { name: text, version: "" }
    : { name: text.slice(0, dash), version: text.slice(dash + 1) };
}

/** "sda10" as the list `[ "sda" 10 "" ]`, which sorts by its numbers. */
export function naturalParts(value: Value): Value {
  if (value.kind === "unknown") return value;
  if (value.kind !== "string") return unknown(`a string is needed, here is ${describe(value)}`);
  const parts = value.value.split(/(0|[1-9][0-9]*)/);
  return list(parts.map((part, index) => known(index % 2 === 0 ? string(part) : int(BigInt(part)))));
}

function ordered(a: Thunk, b: Thunk, test: (order: number) => boolean): Value {
  return withString(a, (left) => withString(b, (right) => bool(test(compareVersions(left, right)))));
}

const order = binary("compareVersions", (a, b) =>
  withString(a, (left) => withString(b, (right) => int(compareVersions(left, right)))),
);
const splitVersion = unary("splitVersion", (version) =>
  withString(version, (text) => list(versionComponents(text).map((part) => known(string(part))))),
);
const parseDrvName = unary("parseDrvName", (name) =>
  withString(name, (text) => {
    const parsed = parseName(text);
    return attrs([
      ["name", known(string(parsed.name))],
      ["version", known(string(parsed.version))],
    ]);
  }),
);

export const builtins = [order, splitVersion, parseDrvName];

/** One part of a version, counted from the first. */
function component(name: string, index: number) {
  return unary(name, (version, call) =>
    withString(version, (text) => {
      const part = versionComponents(text)[index];
      return part === undefined ? failed("value", `\`${text}\` has too few parts`, call.at) : string(part);
    }),
  );
}

/** The numbers of a version up to its first dash, filled up with zeros or cut to `count`; what follows the dash stays. */
function pad(count: bigint, version: string): Value {
  if (count > MAX_COMPONENTS) return unknown("the version becomes too long");
  const [numbers = ""] = version.split("-");
  const parts = [...versionComponents(numbers)];
  while (parts.length < count) parts.push("0");
  return string(parts.slice(0, Math.max(0, Number(count))).join(".") + version.slice(numbers.length));
}

const MAX_COMPONENTS = 1000n;

/** Functions of `lib.versions` alone; `splitVersion` is in `lib` too. */
export const inVersions = [
  component("major", 0),
  component("minor", 1),
  component("patch", 2),
  unary("majorMinor", (version) =>
    withString(version, (text) => string(versionComponents(text).slice(0, 2).join("."))),
  ),
  binary("pad", (count, version) => withInt(count, (n) => withString(version, (text) => pad(n, text)))),
];

export const lib = [
  ...builtins,
  binary("versionOlder", (a, b) => ordered(a, b, (n) => n < 0)),
  binary("versionAtLeast", (a, b) => ordered(a, b, (n) => n >= 0)),
];
