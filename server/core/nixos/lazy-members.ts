/**
 * The attributes of a set whose conditions must not be looked at too early: looking one up gives it whatever its
 * conditions say, only going through all of them asks which are there.
 */
import type { Attribute } from "../nix/values/value.ts";

/** `present`: the attribute as a walk through the set sees it; undefined where it is not there. */
export function lazyMembers(
  all: ReadonlyMap<string, Attribute>,
  present: (attribute: Attribute) => Attribute | undefined,
): ReadonlyMap<string, Attribute> {
  let walked: ReadonlyMap<string, Attribute> | undefined;
  const walk = (): ReadonlyMap<string, Attribute> => {
    walked ??= new Map(
      [...all].flatMap(([name, attribute]) => {
        const seen = present(attribute);
        return seen ? [[name, seen] as const] : [];
      }),
    );
    return walked;
  };
  return {
    get: (name) => all.get(name),
    has: (name) => all.has(name),
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
