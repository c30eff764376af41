/**
 * Several definitions of one option as one value, as the module system merges them: the best priority counts, lists are
 * joined, sets are merged name by name; anything else must agree.
 */
import { concatLists } from "../nix/values/merge.ts";
import { type BareDefinition, winningDefinitions } from "../nix/values/properties.ts";
import { type ListValue, type UnknownValue, unknown, type Value } from "../nix/values/value.ts";
import type { Location } from "../text/span.ts";
import { type Content, holds, isPlainSet, orderOf, priorityOf } from "./definition.ts";
import { packageName } from "./package-set.ts";

/** A definition that counts, with the binding that says it. */
export interface Winner extends BareDefinition {
  readonly binding: Location | undefined;
  readonly file?: string | undefined;
}

/** The definitions that hold or may hold, the best priority only, in the order in which lists are joined. */
export function winnersAmong(contents: readonly Content[]): readonly Winner[] {
  const holding = contents.flatMap((content): Winner[] => {
    const answer = holds(content.wrapping);
    if (answer === false) return [];
    return [
      {
        value: content.value,
        at: content.value.at,
        certain: answer === true,
        priority: priorityOf(content),
        order: orderOf(content),
        binding: content.binding,
        file: content.file,
      },
    ];
  });
  return holding.length < 2 ? holding : winningDefinitions(holding);
}

export type Merged =
  | { readonly kind: "sets" }
  | { readonly kind: "value"; readonly value: Value; readonly certain: boolean; readonly first: Winner }
  | { readonly kind: "unknown"; readonly unknown: UnknownValue };

/**
 * What the winners say together. One that is not known beside others that are makes them uncertain, through its priority
 * (see `winningDefinitions`). Where uncertain ones disagree the strongest is taken; of booleans `true`: what may be on
 * counts as perhaps on.
 */
export function mergeWinners(winners: readonly Winner[]): Merged {
  const known = winners.filter(({ value }) => value.kind !== "unknown");
  const [first] = byStrength(known);
  if (!first) return { kind: "unknown", unknown: firstUnknown(winners) };
  if (known.every(({ value }) => isPlainSet(value))) return { kind: "sets" };
  if (known.every(({ value }) => value.kind === "list")) return mergedLists(winners, first);
  const certain = known.filter((winner) => winner.certain);
  const [agreed, ...others] = certain.length > 0 ? certain : byStrength(known);
  if (agreed === undefined || certain.length > 0) {
    if (!agreed || others.some(({ value }) => !sameScalar(value, agreed.value)))
      return {
        kind: "unknown",
        unknown: unknown("several definitions are merged in a way that is not known", first.at),
      };
    return { kind: "value", value: agreed.value, certain: true, first: agreed };
  }
  const on = known.find(({ value }) => value.kind === "bool" && value.value);
  const chosen = first.value.kind === "bool" && on ? on : first;
  return { kind: "value", value: chosen.value, certain: false, first: chosen };
}

function byStrength(winners: readonly Winner[]): readonly Winner[] {
  const rank = ({ certain, priority }: Winner): number => (priority ?? Number.POSITIVE_INFINITY) + (certain ? 0 : 0.5);
  return [...winners].sort((a, b) => rank(a) - rank(b));
}

function firstUnknown(winners: readonly Winner[]): UnknownValue {
  for (const { value } of winners) if (value.kind === "unknown") return value;
  return unknown("nothing defines it");
}

/** Items of a definition that is uncertain are uncertain; one that is not known is a gap. */
function mergedLists(winners: readonly Winner[], first: Winner): Merged {
  const lists = winners.map(({ value, certain }): Value => (certain ? value : doubtful(value)));
  const value = concatLists(lists);
  const at = winners.length === 1 ? first.at : undefined;
  return { kind: "value", value: { ...value, at }, certain: winners.some((winner) => winner.certain), first };
}

function doubtful(value: Value): Value {
  if (value.kind !== "list") return value;
  const items = value.items.map((item) => (item.kind === "item" ? { ...item, certain: false } : item));
  return { ...value, items } satisfies ListValue;
}

function sameScalar(a: Value, b: Value): boolean {
  switch (a.kind) {
    case "null":
      return b.kind === "null";
    case "bool":
    case "int":
    case "float":
    case "string":
      return b.kind === a.kind && a.value === b.value;
    case "path":
      return b.kind === "path" && a.path === b.path;
    case "attrs": {
      const name = packageName(a);
      return name !== undefined && name === packageName(b);
    }
    default:
      return false;
  }
}
