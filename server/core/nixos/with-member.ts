/** A set with one attribute replaced, whose others are not looked at: which are there may depend on the very thing replaced. */
import type { Attribute } from "../nix/values/value.ts";

export function withMember(all: ReadonlyMap<string, Attribute>, member: Attribute): ReadonlyMap<string, Attribute> {
  const whole = (): ReadonlyMap<string, Attribute> => new Map([...all, [member.name, member]]);
  return {
    get: (name) => (name === member.name ? member : all.get(name)),
    has: (name) => name === member.name || all.has(name),
    get size() {
      return whole().size;
    },
    keys: () => whole().keys(),
    values: () => whole().values(),
    entries: () => whole().entries(),
    forEach: (callback) => whole().forEach(callback),
    [Symbol.iterator]: () => whole()[Symbol.iterator](),
  };
}
