/** Attributes of any type as far as they are certain, and the members of an attribute that is a set of its own. */
import type { Value } from "../nix/values/value.ts";
import type { Location } from "../text/span.ts";
import { definitionsOf } from "./definitions.ts";
import type { DiskoAttribute, DiskoObject } from "./layout.ts";

/** One attribute: certainly this value, certainly not set, or not known. */
export type AttributeState =
  | { readonly kind: "certain"; readonly value: Value; readonly at: Location; readonly attribute: DiskoAttribute }
  | { readonly kind: "absent" }
  | { readonly kind: "unknown" };

const ABSENT: AttributeState = { kind: "absent" };
const UNKNOWN: AttributeState = { kind: "unknown" };

/** What is certain of one attribute; nothing is of an object under a condition. Unlike `stringOf`, `null` is a value here. */
export function attributeState(object: DiskoObject, name: string): AttributeState {
  const attribute = object.attributes.get(name);
  if (attribute === undefined) return object.open ? UNKNOWN : ABSENT;
  return object.conditional ? UNKNOWN : stateOf(attribute);
}

function stateOf(attribute: DiskoAttribute): AttributeState {
  const [only, ...others] = attribute.definitions;
  if (only === undefined || others.length > 0 || !only.certain || only.value.kind === "unknown") return UNKNOWN;
  return { kind: "certain", value: only.value, at: only.at, attribute };
}

/** Whether a switch is set to `true`, for certain; where it is written. */
export function switchedOnAt(object: DiskoObject, name: string): Location | undefined {
  const state = attributeState(object, name);
  return state.kind === "certain" && state.value.kind === "bool" && state.value.value ? state.at : undefined;
}

/** The strings of a list attribute, none where it is not set; undefined where it is not known for certain. */
export function certainStrings(
  state: AttributeState,
): readonly { readonly value: string; readonly at: Location }[] | undefined {
  if (state.kind === "absent") return [];
  if (state.kind !== "certain" || state.value.kind !== "list") return undefined;
  const found: { value: string; at: Location }[] = [];
  for (const item of state.value.items) {
    const value = item.kind === "item" && item.certain ? item.thunk.force() : undefined;
    if (value?.kind !== "string") return undefined;
    found.push({ value: value.value, at: value.at ?? state.at });
  }
  return found;
}

/** The members of an attribute whose value is a set without a schema, such as `settings` of a LUKS. */
export interface Members {
  readonly byName: ReadonlyMap<string, DiskoAttribute>;
  /** False where there may be more. */
  readonly complete: boolean;
}

/** The members of all definitions of the attribute together. */
export function membersOf(object: DiskoObject, name: string): Members {
  const attribute = object.attributes.get(name);
  const byName = new Map<string, DiskoAttribute>();
  let complete = !object.open;
  for (const { value, at, certain } of attribute?.definitions ?? []) {
    if (value.kind !== "attrs") {
      complete = false;
      continue;
    }
    if (value.open !== undefined) complete = false;
    for (const member of value.attributes.values()) {
      const sure = certain && member.certain && !object.conditional;
      const definitions = definitionsOf(member.thunk, member.key ?? at, { certain: sure, firm: sure });
      const before = byName.get(member.name);
      byName.set(member.name, {
        name: member.name,
        key: before?.key ?? member.key ?? at,
        binding: before === undefined ? member.binding : undefined,
        definitions: [...(before?.definitions ?? []), ...definitions],
      });
    }
  }
  return { byName, complete };
}

/** What is certain of one member. */
export function memberState({ byName, complete }: Members, name: string): AttributeState {
  const member = byName.get(name);
  if (member === undefined) return complete ? ABSENT : UNKNOWN;
  // `mkIf false` leaves nothing of it.
  return member.definitions.length === 0 ? ABSENT : stateOf(member);
}
