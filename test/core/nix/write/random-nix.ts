/** Random data, and random ways of writing it down: names with dots or nested sets, blanks and comments anywhere. */
import fc from "fast-check";
import type { WriteBinding, WriteExpr } from "../../../../server/core/nix/write/expression.ts";

export type Data = string | number | boolean | readonly Data[] | { readonly [name: string]: Data };

const scalar = fc.oneof(
  fc.constantFrom("a", "noatime", "compress=zstd:1", "h /var - - - - +C", '"${x}" \\ \n', "''", "$${"),
  fc.integer({ min: -9, max: 99 }),
  fc.boolean(),
);
const name = fc.constantFrom("a", "b", "c", "x-y'", "@home", "if", "", "${d}");

const { data, list, set } = fc.letrec<{ data: Data; list: readonly Data[]; set: { readonly [name: string]: Data } }>(
  (tie) => ({
    data: fc.oneof({ maxDepth: 3, depthIdentifier: "data" }, scalar, tie("list"), tie("set")),
    list: fc.array(tie("data"), { maxLength: 3, depthIdentifier: "data" }),
    set: fc.dictionary(name, tie("data"), { maxKeys: 4, depthIdentifier: "data", noNullPrototype: true }),
  }),
);
export const anyData = data;
export const anyList = list;
export const anySet = set;

export function isSet(one: Data | undefined): one is { readonly [name: string]: Data } {
  return typeof one === "object" && !Array.isArray(one);
}

/** The data as a tree to print. */
export function toExpr(one: Data): WriteExpr {
  if (typeof one === "string") return { kind: "string", value: one };
  if (typeof one === "number") return { kind: "int", value: one };
  if (typeof one === "boolean") return { kind: "bool", value: one };
  if (isSet(one)) return { kind: "attrs", bindings: toBindings(one) };
  return { kind: "list", items: one.map((item) => ({ value: toExpr(item) })) };
}

export function toBindings(one: { readonly [name: string]: Data }): WriteBinding[] {
  return Object.entries(one).map(([key, value]) => ({ path: [key], value: toExpr(value) }));
}

/** Where each place of the text is filled from: blanks and comments, spelling. */
export interface Hand {
  /** What stands between two tokens; never nothing. */
  readonly gap: () => string;
  /** Draws a number below `limit`. */
  readonly below: (limit: number) => number;
}

const GAPS = [" ", " ", " ", "\n  ", "\n    ", "\n\n  ", "\n\t", " # c\n", "\n# d\n  ", " /* e */ ", "/*\n f */", "  "];

/** A hand that writes one way for one seed, with comments that differ from each other. */
export const anyHand: fc.Arbitrary<() => Hand> = fc
  .array(fc.nat(1000), { minLength: 1, maxLength: 60 })
  .map((draws) => {
    return () => {
      let drawn = 0;
      const below = (limit: number): number => (draws[drawn++ % draws.length] ?? 0) % limit;
      const gap = (): string => (GAPS[below(GAPS.length)] ?? " ").replace(/[cdef]/, (mark) => `${mark}${drawn}`);
      return { gap, below };
    };
  });

/** Nix text that is worth the data. */
export function write(one: Data, hand: Hand): string {
  if (typeof one === "string") return quoted(one);
  if (typeof one === "number") return one < 0 ? `(${one})` : `${one}`;
  if (typeof one === "boolean") return `${one}`;
  const { gap, below } = hand;
  if (!isSet(one)) return `[${one.map((item) => gap() + write(item, hand)).join("")}${gap()}]`;
  const bindings = spell(one, hand).map(([path, value]) => `${gap()}${path}${gap()}=${gap()}${write(value, hand)};`);
  return `${below(9) === 0 ? "rec " : ""}{${bindings.join("")}${gap()}}`;
}

/** `a = { b = 1; c = 2; };`, or `a.b = 1; a.c = 2;`, or `a.b = 1; a = { c = 2; };`. */
function spell(one: { readonly [name: string]: Data }, hand: Hand): [path: string, value: Data][] {
  return Object.entries(one).flatMap(([key, value]): [string, Data][] => {
    const written = /^[abc]$/.test(key) && hand.below(3) > 0 ? key : quoted(key);
    if (!isSet(value) || Object.keys(value).length === 0 || hand.below(3) === 0) return [[written, value]];
    const all = Object.entries(value);
    const cut = hand.below(2) === 0 ? all.length : 1;
    const dotted = spell(Object.fromEntries(all.slice(0, cut)), hand);
    const rest: [string, Data][] = cut < all.length ? [[written, Object.fromEntries(all.slice(cut))]] : [];
    return [...dotted.map(([path, inner]): [string, Data] => [`${written}.${path}`, inner]), ...rest];
  });
}

function quoted(text: string): string {
  return `"${text.replace(/["\\$]/g, "\\$&").replaceAll("\n", "\\n")}"`;
}
