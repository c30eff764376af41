/**
 * The walk over a layout's values along disko's schema: makes the tree of objects and notes what disko would refuse.
 * It says nothing where a value is not known, and nothing below an attribute that something not known may override.
 */
import { compareText } from "../nix/values/order.ts";
import type { UnknownValue, Value } from "../nix/values/value.ts";
import { didYouMean } from "../text/similar.ts";
import type { Location } from "../text/span.ts";
import { judge, valueProblem } from "./check-value.ts";
import { attributesOf, definitionsOf, type Found, type FoundAttribute, isOpen } from "./definitions.ts";
import type { DiskoAttribute, DiskoObject, StructureProblem } from "./layout.ts";
import { neededAttributes } from "./needed-attributes.ts";
import { attributeNames, requiredAttributes, schemaAttribute } from "./schema.ts";
import { internalAttribute } from "./schema-internals.ts";
import type { SchemaType } from "./schema-type.ts";
import { isUnread } from "./unread-attributes.ts";

/** What a walk gathers on its way. */
export interface Walk {
  readonly problems: StructureProblem[];
  readonly unknowns: Set<UnknownValue>;
  /** False once something that may hold objects is not known. */
  complete: boolean;
}

/** Where an object stands. */
export interface Place {
  readonly type: string;
  readonly name: string | undefined;
  readonly path: readonly string[];
  readonly at: Location;
  readonly conditional: boolean;
  readonly parent: DiskoObject | undefined;
  /** False below attributes that may be overridden: nothing is reported there. */
  readonly firm: boolean;
}

export function walkObject(walk: Walk, place: Place, definitions: readonly Found[]): DiskoObject {
  const found = attributesOf(definitions, place.at);
  const known: { readonly one: FoundAttribute; readonly type: SchemaType }[] = [];
  const strange: FoundAttribute[] = [];
  const attributes = new Map<string, DiskoAttribute>();
  for (const one of found.values()) {
    const { name, key, binding, definitions } = one;
    const type = schemaAttribute(place.type, name)?.type;
    if (type === undefined) {
      strange.push(one);
      continue;
    }
    known.push({ one, type });
    const [first] = definitions;
    if (first !== undefined) attributes.set(name, { name, key: key ?? first.at, binding, definitions });
  }
  const open = definitions.some(isOpen) || strange.some((one) => meant(place, one.name) !== undefined);
  const children: DiskoObject[] = [];
  const addition = isAddition(place.type, found);
  const firm = place.firm && !addition;
  const { type, name, path, at, conditional, parent } = place;
  const object: DiskoObject = { type, name, path, at, conditional, parent, open, attributes, children };

  if (open || addition) walk.complete = false;
  for (const { value } of definitions) noteUnknown(walk, value);
  if (place.firm) for (const one of strange) reportUnknownAttribute(walk, object, one);
  for (const { one, type } of known) {
    if (isPlain(type)) {
      const where = { object, attribute: one.name, firm: firm && one.firm, isItem: false };
      for (const definition of one.definitions) fits(walk, where, type, definition);
      continue;
    }
    const spot: Spot = {
      object,
      attribute: one.name,
      path: [...place.path, one.name],
      name: undefined,
      at: one.key ?? one.definitions[0]?.at ?? place.at,
      firm: firm && one.firm,
      conditional: place.conditional || !one.definitions.some((definition) => definition.certain),
      isItem: false,
    };
    children.push(...walkValue(walk, spot, type, one.definitions));
  }
  if (firm && !open) reportMissing(walk, object);
  return object;
}

/**
 * A disk with neither a device nor a type of content only adds to one that another module defines (`disk.main.content
 * .partitions.data = …`), so nothing can be said of what it is or lacks.
 */
function isAddition(type: string, found: ReadonlyMap<string, FoundAttribute>): boolean {
  if (type !== "disk" || found.has("device")) return false;
  const content = found.get("content")?.definitions ?? [];
  return content.every(({ value }) => value.kind === "attrs" && !value.attributes.has("type"));
}

/** Nothing lies below a value of this type. */
function isPlain(type: SchemaType): boolean {
  switch (type.kind) {
    case "str":
    case "int":
    case "bool":
    case "enum":
    case "absolutePath":
    case "any":
      return true;
    case "nullOr":
      return isPlain(type.of);
    default:
      return false;
  }
}

/** What a value is of: the attribute of an object, or an item below it. */
interface Holder {
  readonly object: DiskoObject;
  readonly attribute: string;
  readonly firm: boolean;
  /** An item of the list that the attribute is. */
  readonly isItem: boolean;
}

/** Where a value stands: the attribute of an object, or an entry or item below it. */
interface Spot extends Holder {
  readonly path: readonly string[];
  readonly name: string | undefined;
  readonly at: Location;
  readonly conditional: boolean;
}

/** Path components. Nobody nests so deep; a value that contains itself would never end. */
const MAX_DEPTH = 64;

/** Checks the definitions of one value and returns the objects in it. */
function walkValue(walk: Walk, spot: Spot, type: SchemaType, definitions: readonly Found[]): DiskoObject[] {
  if (spot.path.length > MAX_DEPTH) {
    walk.complete = false;
    return [];
  }
  const fitting = definitions.filter((definition) => fits(walk, spot, type, definition));
  switch (type.kind) {
    case "nullOr": {
      const present = fitting.filter(({ value }) => value.kind !== "null");
      return present.length === 0 ? [] : walkValue(walk, spot, type.of, present);
    }
    case "oneOf":
      return type.of.flatMap((alternative) => {
        const own = fitting.filter(({ value }) => judge(alternative, value) === "fits");
        return own.length === 0 ? [] : walkValue(walk, spot, alternative, own);
      });
    case "attrsOf":
      return walkEntries(walk, spot, type.of, fitting);
    case "listOf":
      return walkItems(walk, spot, type.of, fitting);
    case "ref":
      return [walkObject(walk, placeAt(spot, type.type), fitting)];
    case "content":
      return walkContent(walk, spot, type.types, fitting);
    default:
      return [];
  }
}

function fits(walk: Walk, spot: Holder, type: SchemaType, definition: Found): boolean {
  noteUnknown(walk, definition.value);
  const problem = valueProblem(spot.object, spot.attribute, type, definition);
  if (problem === undefined) return true;
  if (spot.firm && definition.firm && !isUnread(spot.object, spot.attribute))
    walk.problems.push(spot.isItem ? { ...problem, isItem: true } : problem);
  return false;
}

function walkEntries(walk: Walk, spot: Spot, type: SchemaType, definitions: readonly Found[]): DiskoObject[] {
  if (holdsObjects(type) && definitions.some(isOpen)) walk.complete = false;
  const entries = [...attributesOf(definitions, spot.at).values()];
  entries.sort((a, b) => compareText(a.name, b.name));
  return entries
    .filter((entry) => entry.definitions.length > 0)
    .flatMap((entry) => {
      const below: Spot = {
        object: spot.object,
        attribute: entry.name,
        path: [...spot.path, entry.name],
        name: entry.name,
        at: entry.key ?? entry.definitions[0]?.at ?? spot.at,
        firm: spot.firm && entry.firm,
        conditional: spot.conditional || !entry.definitions.some((definition) => definition.certain),
        isItem: false,
      };
      return walkValue(walk, below, type, entry.definitions);
    });
}

function walkItems(walk: Walk, spot: Spot, type: SchemaType, definitions: readonly Found[]): DiskoObject[] {
  const objects: DiskoObject[] = [];
  let index = 0;
  for (const definition of definitions) {
    if (definition.value.kind !== "list") {
      if (holdsObjects(type)) walk.complete = false;
      continue;
    }
    for (const item of definition.value.items) {
      if (item.kind === "gap") {
        walk.unknowns.add(item.unknown);
        if (holdsObjects(type)) walk.complete = false;
        continue;
      }
      const found = definitionsOf(item.thunk, definition.at, {
        certain: definition.certain && item.certain,
        firm: definition.firm,
      });
      index += 1;
      const { object, attribute, firm } = spot;
      if (isPlain(type)) {
        for (const one of found) fits(walk, { object, attribute, firm, isItem: true }, type, one);
        continue;
      }
      const below: Spot = {
        object,
        attribute,
        path: [...spot.path, String(index - 1)],
        name: spot.name,
        at: found[0]?.at ?? definition.at,
        firm,
        conditional: spot.conditional || !found.some((one) => one.certain),
        isItem: true,
      };
      objects.push(...walkValue(walk, below, type, found));
    }
  }
  return objects;
}

function walkContent(
  walk: Walk,
  spot: Spot,
  accepted: readonly string[],
  definitions: readonly Found[],
): DiskoObject[] {
  const written = attributesOf(definitions, spot.at).get("type")?.definitions ?? [];
  const types = new Set(written.map(({ value }) => (value.kind === "string" ? value.value : undefined)));
  const [type] = types;
  const [first] = written;
  if (types.size === 1 && type !== undefined && first !== undefined) {
    if (accepted.includes(type)) return [walkObject(walk, placeAt(spot, type), definitions)];
    if (spot.firm && first.firm) {
      walk.problems.push({
        kind: "unknown-content-type",
        at: first.at,
        actual: type,
        accepted,
        suggestion: didYouMean(type, accepted),
      });
    }
  } else if (types.size === 0 && spot.firm && definitions.length > 0 && !definitions.some(isOpen)) {
    walk.problems.push({ kind: "missing-content-type", at: spot.at, accepted });
  } else if (spot.firm) {
    for (const one of written) {
      const problem = valueProblem(spot.object, "type", schemaType(accepted), one);
      if (problem?.kind === "wrong-type") walk.problems.push(problem);
    }
  }
  for (const { value } of written) noteUnknown(walk, value);
  walk.complete = false;
  return [];
}

function schemaType(accepted: readonly string[]): SchemaType {
  return { kind: "enum", values: accepted };
}

function placeAt(spot: Spot, type: string): Place {
  const { object, path, name, at, firm, conditional } = spot;
  return { type, name, path, at, conditional, parent: object.type === "devices" ? undefined : object, firm };
}

function holdsObjects(type: SchemaType): boolean {
  return type.kind === "ref" || type.kind === "content";
}

function noteUnknown({ unknowns }: Walk, value: Value): void {
  if (value.kind === "unknown") unknowns.add(value);
  else if (value.kind === "attrs" && value.open !== undefined) unknowns.add(value.open);
}

function reportUnknownAttribute(walk: Walk, object: DiskoObject, found: FoundAttribute): void {
  if (!found.firm || found.definitions.length === 0) return;
  // Of the module system, which every object of disko understands.
  if (found.name === "_module") return;
  const { name, binding } = found;
  const at = found.key ?? found.definitions[0]?.at ?? object.at;
  const internal = internalAttribute(object.type, name);
  if (internal === undefined) {
    walk.problems.push({ kind: "unknown-attribute", at, object, name, binding, suggestion: meant(object, name) });
  } else {
    walk.problems.push({ kind: "internal-attribute", at, object, name, binding, isReadOnly: internal === "read-only" });
  }
}

/**
 * The attribute that was probably meant. It counts as set to something that is not known. `"/swap"` is a path, not a
 * misspelt `swap`.
 */
function meant({ type }: Pick<DiskoObject, "type">, name: string): string | undefined {
  return /^[a-z]/i.test(name) ? didYouMean(name, attributeNames(type)) : undefined;
}

function reportMissing(walk: Walk, object: DiskoObject): void {
  for (const name of requiredAttributes(object.type)) {
    if (!object.attributes.has(name)) walk.problems.push({ kind: "missing-attribute", at: object.at, object, name });
  }
  for (const name of neededAttributes(object)) {
    walk.problems.push({ kind: "missing-attribute", at: object.at, object, name });
  }
}
