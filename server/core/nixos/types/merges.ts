/**
 * How several definitions become one value, where their type has no better idea: all equal, only one, or by kind. Source:
 * `mergeEqualOption`, `mergeUniqueOption`, `mergeDefaultOption` in nixpkgs' lib/options.nix. A definition that is not certain
 * never contradicts one that is: if it held, Nix would stop, and nobody runs such a host.
 */
import { isUnknown } from "../../nix/values/builtins/arguments.ts";
import type { EvalContext } from "../../nix/values/context.ts";
import { equalValues } from "../../nix/values/equality.ts";
import { attrs, bool, listOf, nativeFunction, string } from "../../nix/values/make.ts";
import { concatLists, mergeAttrs } from "../../nix/values/merge.ts";
import type { BareDefinition } from "../../nix/values/properties.ts";
import { type AttrsValue, failed, type UnknownValue, type Value } from "../../nix/values/value.ts";
import { type Defined, type MergedValue, notKnownAmong, type OptionPath } from "./option-type.ts";

type Merge = (loc: OptionPath, defs: readonly Defined[]) => MergedValue;

/** Everybody says the same. */
export function mergeEqual(context: EvalContext): Merge {
  return (loc, defs) => {
    const known = knownAmong(defs);
    const certain = known.filter((def) => def.certain);
    const [first, ...others] = certain;
    if (!first) return likeliest(defs);
    for (const other of others) {
      const equal = equalValues(other.value, first.value, context);
      if (equal === false)
        return stopped(`The option \`${shown(loc)}' has conflicting definition values`, other.binding);
      if (isUnknown(equal) && equal.failure) return { value: equal, certain: true };
    }
    return { value: first.value, certain: true, first };
  };
}

/** One definition only. `message`: what the type adds to the complaint. */
export function mergeOne(loc: OptionPath, defs: readonly Defined[], message = ""): MergedValue {
  const [first, second] = defs.filter((def) => def.certain);
  if (second) {
    const why = `The option \`${shown(loc)}' is defined multiple times while it's expected to be unique.`;
    return stopped(message ? `${why} ${message}` : why, second.binding);
  }
  return first ? { value: first.value, certain: true, first } : likeliest(defs);
}

/** Of definitions that are all in doubt the strongest; of booleans `true`: what may be on counts as perhaps on. */
export function likeliest(defs: readonly Defined[]): MergedValue {
  const known = knownAmong(defs);
  const [first] = [...known].sort((a, b) => strength(a) - strength(b));
  if (!first) return { value: notKnownAmong(defs), certain: true };
  const on = known.find(({ value }) => value.kind === "bool" && value.value);
  const chosen = first.value.kind === "bool" && on ? on : first;
  return { value: chosen.value, certain: false, first: chosen };
}

function strength(def: Defined & Partial<Pick<BareDefinition, "priority">>): number {
  return def.priority ?? Number.POSITIVE_INFINITY;
}

function knownAmong(defs: readonly Defined[]): readonly Defined[] {
  return defs.filter(({ value }) => value.kind !== "unknown");
}

/** What an option without a type does: lists are joined, sets overlaid, texts put together, `or` of booleans. */
export function mergeDefault(context: EvalContext): Merge {
  const merge: Merge = (loc, defs) => {
    const [only, ...others] = defs;
    if (only && others.length === 0) return { value: only.value, certain: only.certain, first: only };
    const known = knownAmong(defs);
    const all = (kind: Value["kind"]): boolean => known.length > 0 && known.every(({ value }) => value.kind === kind);
    if (all("list")) return joinedLists(defs);
    if (all("attrs")) return overlaid(defs);
    if (known.length < defs.length) return { ...likeliest(defs), certain: false };
    if (defs.some((def) => !def.certain)) return likeliest(defs);
    if (all("function")) return { value: composed(loc, defs), certain: true };
    if (all("bool")) {
      return { value: bool(defs.some(({ value }) => value.kind === "bool" && value.value)), certain: true };
    }
    if (all("string")) {
      const texts = defs.flatMap(({ value }) => (value.kind === "string" ? value.value : []));
      return { value: string(texts.join("")), certain: true };
    }
    if (all("int") && defs.every(({ value }) => only && equalValues(value, only.value, context) === true))
      return { value: only?.value ?? notKnownAmong(defs), certain: true, first: only };
    return stopped(`Cannot merge definitions of \`${shown(loc)}'`, defs[0]?.binding);
  };
  const composed = (loc: OptionPath, defs: readonly Defined[]): Value =>
    nativeFunction("merged", context, (argument) => {
      const results = defs.map((def) => ({ ...def, value: context.apply(def.value, [argument], undefined) }));
      return merge(loc, results).value;
    });
  return merge;
}

/** Items of a definition that is uncertain are uncertain; one that is not known is a gap. */
export function joinedLists(defs: readonly Defined[]): MergedValue {
  const value = concatLists(defs.map((def) => (def.certain ? def.value : doubtfulItems(def.value))));
  const only = defs.length === 1 ? defs[0] : undefined;
  return {
    value: { ...value, at: only?.value.at },
    certain: defs.some(({ certain }) => certain),
    graded: true,
    first: only,
  };
}

function doubtfulItems(value: Value): Value {
  if (value.kind !== "list") return value;
  return listOf(
    value.items.map((item) => (item.kind === "item" ? { ...item, certain: false } : item)),
    value.at,
  );
}

/** The later definition wins, name by name, as `//` does. */
export function overlaid(defs: readonly Defined[]): MergedValue {
  const value = defs.reduce<Value>(
    (left, def) => mergeAttrs(left, def.certain ? def.value : doubtfulNames(def.value)),
    attrs([]),
  );
  return { value, certain: defs.some(({ certain }) => certain), graded: true };
}

function doubtfulNames(value: Value): Value {
  if (value.kind !== "attrs") return value;
  const attributes = [...value.attributes].map(
    ([name, attribute]) => [name, { ...attribute, certain: false }] as const,
  );
  return { ...value, attributes: new Map(attributes) } satisfies AttrsValue;
}

/** What Nix would stop at with a message. */
export function stopped(why: string, at: UnknownValue["at"]): MergedValue {
  return { value: failed("throw", why, at), certain: true };
}

/** `a."b c".d` (`showOption` in lib/options.nix). */
export function shown(loc: OptionPath): string {
  return loc.map((part) => (PLAIN_NAME.test(part) ? part : JSON.stringify(part))).join(".");
}

const PLAIN_NAME = /^([a-zA-Z_][a-zA-Z0-9_'-]*|\*|<.*>)$/;
