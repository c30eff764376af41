/** Sets merged name by name: what is under each name is an option of its own. */
import { attrsOf } from "../../nix/values/make.ts";
import type { Attribute, AttrsValue, UnknownValue } from "../../nix/values/value.ts";
import { lazyMembers } from "../lazy-members.ts";
import type { Defined, MergedValue, Parts } from "./option-type.ts";

export function namesIn(defs: readonly Pick<Defined, "value">[]): readonly string[] {
  return [...new Set(defs.flatMap(({ value }) => (value.kind === "attrs" ? [...value.attributes.keys()] : [])))];
}

/** `isThere`: whether a name is in the merged set, asked for every name before any of them is looked up. */
export function mergedNames(
  defs: readonly Defined[],
  parts: Parts,
  isThere: ((name: string) => boolean | UnknownValue) | undefined,
): MergedValue {
  const all = new Map<string, Attribute>();
  for (const name of parts.names()) all.set(name, memberOf(name, defs, parts));
  const value = attrsOf(
    isThere ? strictMembers(all, ({ name }) => isThere(name)) : all,
    openness(defs),
    defs.length === 1 ? defs[0]?.value.at : undefined,
  );
  return { value, certain: defs.some(({ certain }) => certain), graded: true, parts, first: defs[0] };
}

function memberOf(name: string, defs: readonly Defined[], parts: Parts): Attribute {
  const written = defs.flatMap(({ value }) => (value.kind === "attrs" ? (value.attributes.get(name) ?? []) : []));
  const [first] = written;
  return {
    name,
    thunk: { force: () => parts.child(name).value.force() },
    key: first?.key,
    binding: written.length === 1 ? first?.binding : undefined,
    certain: defs.some(({ value, certain }) => certain && value.kind === "attrs" && isCertain(value, name)),
  };
}

function isCertain(set: AttrsValue, name: string): boolean {
  return set.attributes.get(name)?.certain === true;
}

/** Why there may be names that are not seen. */
function openness(defs: readonly Defined[]): UnknownValue | undefined {
  for (const { value } of defs) {
    if (value.kind === "unknown") return value;
    if (value.kind === "attrs" && value.open) return value.open;
  }
  return undefined;
}

/** Only what is there; what may be there is uncertain. */
function strictMembers(
  all: ReadonlyMap<string, Attribute>,
  isThere: (attribute: Attribute) => boolean | UnknownValue,
): ReadonlyMap<string, Attribute> {
  const whole = lazyMembers(all, (attribute) => {
    const there = isThere(attribute);
    if (there === false) return undefined;
    return there === true ? { ...attribute, certain: true } : { ...attribute, certain: false };
  });
  let walked: Map<string, Attribute> | undefined;
  const walk = (): Map<string, Attribute> => {
    walked ??= new Map(whole);
    return walked;
  };
  return {
    get: (name) => walk().get(name),
    has: (name) => walk().has(name),
    get size() {
      return walk().size;
    },
    keys: () => walk().keys(),
    values: () => walk().values(),
    entries: () => walk().entries(),
    forEach: (callback) => walk().forEach(callback),
    [Symbol.iterator]: () => walk()[Symbol.iterator](),
  };
}
