/**
 * Never wrong, quiet when unsure: what the evaluator says of a program while arguments are not known must hold for every
 * value that they may have.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Arguments } from "../../../../server/core/nix/values/evaluate.ts";
import { bool, int, list, string } from "../../../../server/core/nix/values/make.ts";
import { known, type ListItem, type Value } from "../../../../server/core/nix/values/value.ts";
import { evaluateText } from "../../../support/evaluate.ts";
import { programs } from "./random-programs.ts";

const FREE = [
  { name: "ui", type: "int" },
  { name: "ub", type: "bool" },
  { name: "us", type: "string" },
  { name: "ul", type: "list" },
  { name: "uset", type: "set" },
] as const;

/** Values may be endless; below this depth nothing is compared. */
const DEPTH = 6;

/** A way in which `sure`, evaluated with everything known, is outside of what `unsure` allows; undefined if it is not. */
function contradiction(unsure: Value, sure: Value, path: readonly string[] = []): string | undefined {
  if (path.length > DEPTH) return undefined;
  // The full evaluation knows an error only as unknown.
  if (unsure.kind === "unknown" || sure.kind === "unknown") return undefined;
  if (unsure.kind === "attrs" && sure.kind === "attrs") {
    for (const [name, attribute] of unsure.attributes) {
      if (!attribute.certain) continue;
      const other = sure.attributes.get(name);
      if (!other) return sure.open ? undefined : `${[...path, name].join(".")} is not there`;
      if (!other.certain) continue;
      const why = contradiction(attribute.thunk.force(), other.thunk.force(), [...path, name]);
      if (why) return why;
    }
    const extra = [...sure.attributes].find(([name, { certain }]) => certain && !unsure.attributes.has(name));
    return extra && !unsure.open ? `${[...path, extra[0]].join(".")} is there` : undefined;
  }
  if (unsure.kind === "list" && sure.kind === "list") {
    if (!sure.items.every((item) => item.kind === "item" && item.certain)) return undefined;
    return matches(unsure.items, sure.items, path) ? undefined : `${path.join(".")}: the items do not match`;
  }
  if (unsure.kind === "function" && sure.kind === "function") return undefined;
  if (unsure.kind === "path" && sure.kind === "path") return unsure.path === sure.path ? undefined : unsure.path;
  if (unsure.kind === "null" && sure.kind === "null") return undefined;
  const same = "value" in unsure && "value" in sure && unsure.kind === sure.kind && Object.is(unsure.value, sure.value);
  return same ? undefined : `${path.join(".")}: ${show(unsure)} is ${show(sure)}`;
}

/** Whether the items can be those of the pattern: a gap is any number of items, an uncertain item one or none. */
function matches(pattern: readonly ListItem[], items: readonly ListItem[], path: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (!first) return items.length === 0;
  const [item, ...others] = items;
  if (first.kind === "gap") return matches(rest, items, path) || (item !== undefined && matches(pattern, others, path));
  const fits = item?.kind === "item" && !contradiction(first.thunk.force(), item.thunk.force(), [...path, "item"]);
  return (fits && matches(rest, others, path)) || (!first.certain && matches(rest, items, path));
}

function show(value: Value): string {
  return "value" in value ? `${value.kind} ${value.value}` : value.kind;
}

/** Everything below a value that is forced must come without an exception. */
function forceAll(value: Value, depth = DEPTH): void {
  if (depth === 0) return;
  if (value.kind === "attrs") for (const { thunk } of value.attributes.values()) forceAll(thunk.force(), depth - 1);
  if (value.kind === "list")
    for (const item of value.items) if (item.kind === "item") forceAll(item.thunk.force(), depth - 1);
}

const given: fc.Arbitrary<Arguments> = fc
  .record({
    ui: fc.integer({ min: -2, max: 4 }).map((value) => int(value)),
    ub: fc.boolean().map((value) => bool(value)),
    us: fc.constantFrom("", "a", "b", "x").map((value) => string(value)),
    ul: fc.constantFrom("[ ]", "[ 1 ]", '[ "x" [ ] ]', "[ { a = 1; } 2 ]"),
    uset: fc.constantFrom("{ }", "{ a = 1; }", "{ a.b = 2; c = 3; }", "{ b = [ 1 ]; a = null; }"),
  })
  .map(({ ul, uset, ...rest }) => ({ ...rest, ul: evaluateText(ul), uset: evaluateText(uset) }));

test("what is known without the arguments holds with them", () => {
  const file = programs(FREE).map((body) => `{ ui, ub, us, ul, uset }: ${body}`);
  fc.assert(
    fc.property(file, given, fc.subarray(FREE.map(({ name }) => name)), (text, args, kept) => {
      const some = Object.fromEntries(Object.entries(args).filter(([name]) => kept.some((free) => free === name)));
      const unsure = evaluateText(text, some);
      expect(contradiction(unsure, evaluateText(text, args))).toBe(undefined);
    }),
    { numRuns: 1000 },
  );
});

test("no program throws, whatever an argument is", () => {
  const any = fc.constantFrom<Value>(int(1), string("x"), bool(true), list([known(int(1))]));
  fc.assert(
    fc.property(programs(FREE), any, (body, value) => {
      const args = Object.fromEntries(FREE.map(({ name }) => [name, value]));
      forceAll(evaluateText(`{ ui, ub, us, ul, uset }: ${body}`, args));
    }),
    { numRuns: 500 },
  );
});

test("no text throws", () => {
  const pieces = fc.constantFrom(
    ..."{ } [ ] ( ) ; : , . @ ? = == // ++ + - * / ! && || -> < > ${ } '' \" a b c 1 2.5 ./x <n> let in with rec inherit or if then else assert ... # /*".split(
      " ",
    ),
  );
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (words) => {
      forceAll(evaluateText(words.join(" ")));
    }),
    { numRuns: 1000 },
  );
});

test("an argument that is not used does not matter", () => {
  fc.assert(
    fc.property(programs(), (body) => {
      const alone = evaluateText(body);
      expect(contradiction(evaluateText(`{ u }: ${body}`), alone)).toBe(undefined);
      expect(evaluateText(`{ u }: let unused = u; in ${body}`).kind).toBe(alone.kind);
    }),
    { numRuns: 300 },
  );
});
