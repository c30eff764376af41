/**
 * Definitions of one option as the module system collects them: every attribute set that defines an object adds its
 * attributes, and of several definitions those with the best priority count.
 */

import { type BareDefinition, dischargeProperties, winningDefinitions } from "../nix/values/properties.ts";
import type { Attribute, Thunk } from "../nix/values/value.ts";
import type { Location } from "../text/span.ts";
import type { Definition } from "./layout.ts";

export interface Found extends BareDefinition {
  readonly at: Location;
  /** False where the attribute may be overridden or absent (`{ … } // unknown`); `mkIf` of something unknown leaves it true. */
  readonly firm: boolean;
}

/** All definitions of one attribute, with the places of its name. */
export interface FoundAttribute {
  readonly name: string;
  readonly key: Location | undefined;
  readonly binding: Location | undefined;
  readonly definitions: readonly Found[];
  /** False where one of the attributes may be absent or overridden. */
  readonly firm: boolean;
}

/** What a thunk defines once `mkIf`, `mkMerge`, `mkForce` … are taken off; `place` stands in for values without a place. */
export function definitionsOf(thunk: Thunk, place: Location, outer: { certain: boolean; firm: boolean }): Found[] {
  return dischargeProperties(thunk.force()).map(({ value, at, certain, priority, order }) => ({
    value,
    at: value.at ?? at ?? place,
    certain: certain && outer.certain,
    priority,
    order,
    firm: outer.firm,
  }));
}

/** The attributes that the attribute sets among `definitions` define together, by name in order of appearance. */
export function attributesOf(definitions: readonly Found[], place: Location): Map<string, FoundAttribute> {
  const found = new Map<string, FoundAttribute>();
  for (const from of definitions) {
    if (from.value.kind !== "attrs") continue;
    for (const attribute of from.value.attributes.values()) {
      const one = foundIn(attribute, from, place);
      const before = found.get(attribute.name);
      found.set(attribute.name, before === undefined ? one : together(before, one));
    }
  }
  for (const [name, one] of found) {
    if (one.definitions.length > 1) found.set(name, { ...one, definitions: winningDefinitions(one.definitions) });
  }
  return found;
}

function foundIn({ name, thunk, key, binding, certain }: Attribute, from: Found, place: Location): FoundAttribute {
  const firm = from.firm && certain;
  const outer = { certain: from.certain && certain, firm };
  return { name, key, binding, definitions: definitionsOf(thunk, key ?? from.value.at ?? place, outer), firm };
}

/** One name in two sets: no single binding says it. */
function together(a: FoundAttribute, b: FoundAttribute): FoundAttribute {
  return {
    name: a.name,
    key: a.key ?? b.key,
    binding: undefined,
    definitions: [...a.definitions, ...b.definitions],
    firm: a.firm && b.firm,
  };
}

/** Whether there may be more attributes than the definition shows. */
export function isOpen({ value }: Definition): boolean {
  return value.kind === "attrs" ? value.open !== undefined : value.kind !== "null";
}
