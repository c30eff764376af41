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
  return dischargeProperties(thunk.force()).map((property) => ({
    ...property,
    at: property.value.at ?? property.at ?? place,
    certain: property.certain && outer.certain,
    firm: outer.firm,
  }));
}

/** The attributes that the attribute sets among `definitions` define together, by name in order of appearance. */
export function attributesOf(definitions: readonly Found[], place: Location): Map<string, FoundAttribute> {
  const grouped = new Map<string, { attribute: Attribute; from: Found; definitions: Found[] }[]>();
  for (const from of definitions) {
    if (from.value.kind !== "attrs") continue;
    for (const attribute of from.value.attributes.values()) {
      const firm = from.firm && attribute.certain;
      const found = definitionsOf(attribute.thunk, attribute.key ?? from.value.at ?? place, {
        certain: from.certain && attribute.certain,
        firm,
      });
      const group = grouped.get(attribute.name) ?? [];
      group.push({ attribute, from, definitions: found });
      grouped.set(attribute.name, group);
    }
  }
  return new Map([...grouped].map(([name, group]) => [name, joined(name, group)]));
}

function joined(
  name: string,
  group: readonly { attribute: Attribute; from: Found; definitions: readonly Found[] }[],
): FoundAttribute {
  return {
    name,
    key: group.find((one) => one.attribute.key !== undefined)?.attribute.key,
    binding: group.length === 1 ? group[0]?.attribute.binding : undefined,
    definitions: winningDefinitions(group.flatMap((one) => one.definitions)),
    firm: group.every((one) => one.from.firm && one.attribute.certain),
  };
}

/** Whether there may be more attributes than the definition shows. */
export function isOpen({ value }: Definition): boolean {
  return value.kind === "attrs" ? value.open !== undefined : value.kind !== "null";
}
