/**
 * The wrappers of the NixOS module system that a definition may carry: `mkIf`, `mkMerge`, `mkOverride` (`mkForce`,
 * `mkDefault`) and `mkOrder`. In nixpkgs they are sets with a `_type`; here they are taken off, and what they say is kept.
 */
import type { Location } from "../../text/span.ts";
import { attributeValue, describe, selectAttribute } from "./select.ts";
import { type AttrsValue, type ListItem, unknown, type Value } from "./value.ts";

/** Smaller numbers win. Source: `mkOverride` and its relatives in nixpkgs' lib/modules.nix. */
export const PRIORITY = { vm: 10, force: 50, imageMedia: 60, normal: 100, default: 1000, optionDefault: 1500 } as const;

/** Definitions of a list are put in this order, smaller first. Source: `mkOrder`, `mkBefore`, `mkAfter` there. */
export const ORDER = { before: 500, normal: 1000, after: 1500 } as const;

/** One definition without its wrappers. */
export interface BareDefinition {
  readonly value: Value;
  readonly at: Location | undefined;
  /** False: stands under a condition that is not known. */
  readonly certain: boolean;
  /** Undefined: not known, so it may win over any other. */
  readonly priority: number | undefined;
  readonly order: number;
}

/** Wrappers within each other, and in all; nobody writes more by hand, and a value may contain itself, also twice. */
const MAX_NESTING = 32;
const MAX_WRAPPERS = 2000;

/** The definitions in a value: none under `mkIf false`, several under `mkMerge`. */
export function dischargeProperties(value: Value): readonly BareDefinition[] {
  // Nearly all values: nothing is made for them that is not needed.
  if (value.kind !== "attrs" || !value.attributes.has("_type")) return [bare(value, NOTHING_AROUND)];
  return discharge(value, { certain: true, priority: undefined, order: undefined, depth: 0, wrappers: { seen: 0 } });
}

/** What the wrappers around a value have said. The outermost priority counts. */
interface Around {
  readonly certain: boolean;
  readonly priority: number | "unknown" | undefined;
  readonly order: number | undefined;
  readonly depth: number;
  /** Of the whole value. */
  readonly wrappers: { seen: number };
}

const NOTHING_AROUND: Around = {
  certain: true,
  priority: undefined,
  order: undefined,
  depth: 0,
  wrappers: { seen: 0 },
};

function discharge(value: Value, around: Around): readonly BareDefinition[] {
  if (around.depth > MAX_NESTING || around.wrappers.seen > MAX_WRAPPERS)
    return [bare(unknown("too many properties within each other"), around)];
  if (value.kind !== "attrs") return [bare(value, around)];
  const type = selectAttribute(value, "_type");
  // An open set is taken for what it looks like: a property that is merged with something else would be a mistake.
  if (type.kind === "absent" || !value.attributes.has("_type")) return [bare(value, around)];
  if (type.kind === "unknown") return [bare(type.unknown, around)];
  around.wrappers.seen += 1;
  const name = type.attribute.thunk.force();
  if (name.kind === "unknown") return [bare(name, around)];
  return byType(name.kind === "string" ? name.value : "", value, { ...around, depth: around.depth + 1 });
}

function byType(type: string, value: AttrsValue, around: Around): readonly BareDefinition[] {
  switch (type) {
    case "if":
      return conditional(value, around);
    case "merge":
      return merged(value, around);
    case "override": {
      const priority = numberOf(attributeValue(value, "priority")) ?? "unknown";
      return discharge(attributeValue(value, "content"), { ...around, priority: around.priority ?? priority });
    }
    case "order": {
      const order = numberOf(attributeValue(value, "priority"));
      return discharge(attributeValue(value, "content"), { ...around, order: around.order ?? order });
    }
    default:
      return [bare(value, around)];
  }
}

function conditional(value: AttrsValue, around: Around): readonly BareDefinition[] {
  const condition = attributeValue(value, "condition");
  if (condition.kind === "bool") return condition.value ? discharge(attributeValue(value, "content"), around) : [];
  if (condition.kind !== "unknown")
    return [bare(unknown(`a condition cannot be ${describe(condition)}`, condition.at), around)];
  return discharge(attributeValue(value, "content"), { ...around, certain: false });
}

function merged(value: AttrsValue, around: Around): readonly BareDefinition[] {
  const contents = attributeValue(value, "contents");
  if (contents.kind === "list") return contents.items.flatMap((item) => mergedItem(item, around));
  return [bare(contents.kind === "unknown" ? contents : unknown("the contents of a merge are no list"), around)];
}

function mergedItem(item: ListItem, around: Around): readonly BareDefinition[] {
  if (item.kind === "gap") return [bare(item.unknown, { ...around, certain: false })];
  return discharge(item.thunk.force(), { ...around, certain: around.certain && item.certain });
}

function bare(value: Value, around: Around): BareDefinition {
  return {
    value,
    at: value.at,
    certain: around.certain,
    priority: priorityOf(value, around),
    order: around.order ?? ORDER.normal,
  };
}

/** A value that is not known may carry a priority of its own. */
function priorityOf(value: Value, { priority }: Around): number | undefined {
  if (priority === "unknown") return undefined;
  return priority ?? (value.kind === "unknown" ? undefined : PRIORITY.normal);
}

/** An integer or float as a number. */
export function numberOf(value: Value): number | undefined {
  return value.kind === "int" || value.kind === "float" ? Number(value.value) : undefined;
}

/**
 * The definitions that count: those of the highest priority. One that may win but is uncertain makes the weaker ones
 * uncertain instead of dropping them. In order of `mkOrder`.
 */
export function winningDefinitions<D extends BareDefinition>(definitions: readonly D[]): readonly D[] {
  const strongest = Math.min(
    ...definitions.map(({ certain, priority }) => (certain && priority !== undefined ? priority : Infinity)),
  );
  return definitions
    .filter(({ priority }) => priority === undefined || priority <= strongest)
    .map((definition) => (mayLose(definition, definitions) ? { ...definition, certain: false } : definition))
    .sort((a, b) => a.order - b.order);
}

function mayLose(definition: BareDefinition, others: readonly BareDefinition[]): boolean {
  return others.some((other) => {
    if (other === definition) return false;
    if (other.priority === undefined || definition.priority === undefined) return true;
    return other.priority < definition.priority;
  });
}
