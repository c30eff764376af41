/**
 * `dischargeProperties`, `filterOverrides` and their like: `mkIf`, `mkForce` and `mkBefore` taken off definitions by hand. Source:
 * nixpkgs' lib/modules.nix.
 */
import type { EvalContext } from "../nix/values/context.ts";
import { int, list, listOf } from "../nix/values/make.ts";
import { ORDER, PRIORITY } from "../nix/values/properties.ts";
import { attributeValue } from "../nix/values/select.ts";
import { type AttrsValue, known, type Thunk, unknown, type Value } from "../nix/values/value.ts";
import { contentsOf, type Definition, holds, UNWRAPPED } from "./definition.ts";
import { withMembers } from "./types/scalars.ts";
import { wrappedValue } from "./wrapped-value.ts";

/** Values of definitions whose conditions are asked, priorities and orders around them again. */
export function heldValues(definitions: readonly Definition[], context: EvalContext): Value {
  return listOf(
    definitions.flatMap((definition) => {
      const answer = holds(definition.wrapping);
      if (answer === false) return [];
      const wrapping = { ...definition.wrapping, conditions: [] };
      return [
        { kind: "item" as const, certain: answer === true, thunk: wrappedValue({ ...definition, wrapping }, context) },
      ];
    }),
  );
}

export function pushDown(definition: Thunk, context: EvalContext): Value {
  const sets = contentsOf(unwrapped(definition)).map(({ value, wrapping, binding }): Value => {
    if (value.kind !== "attrs") return value;
    const attributes = [...value.attributes].map(
      ([name, attribute]) =>
        [name, { ...attribute, thunk: wrappedValue({ thunk: attribute.thunk, wrapping, binding }, context) }] as const,
    );
    return { ...value, attributes: new Map(attributes) };
  });
  return list(sets.map(known));
}

/** `[ { value = mkForce 1; } … ]`: those of the best priority, without it. */
export function filterOverrides(definitions: Thunk): Value {
  const value = definitions.force();
  if (value.kind !== "list") return value;
  const read: { readonly set: AttrsValue; readonly content: Thunk; readonly priority: number }[] = [];
  for (const item of value.items) {
    const set = item.kind === "item" && item.certain ? item.thunk.force() : undefined;
    if (set?.kind !== "attrs") return unknown("the definitions are not all known");
    const own = attributeValue(set, "value");
    const type = own.kind === "attrs" && own.attributes.has("_type") ? attributeValue(own, "_type") : undefined;
    const isOverride = type?.kind === "string" && type.value === "override";
    const priority = isOverride ? attributeValue(own, "priority") : int(PRIORITY.normal);
    if (priority.kind !== "int") return unknown("a priority is not known");
    read.push({
      set,
      content: known(isOverride ? attributeValue(own, "content") : own),
      priority: Number(priority.value),
    });
  }
  const best = Math.min(...read.map(({ priority }) => priority));
  const winners = read.filter(({ priority }) => priority === best);
  return list(winners.map(({ set, content }) => known(withMembers(set, [["value", content]]))));
}

/** `[ { value = mkBefore [ 1 ]; } … ]` in order, without it. */
export function sortProperties(definitions: Thunk): Value {
  const value = definitions.force();
  if (value.kind !== "list") return value;
  const read: { readonly set: AttrsValue; readonly order: number }[] = [];
  for (const item of value.items) {
    const set = item.kind === "item" && item.certain ? item.thunk.force() : undefined;
    if (set?.kind !== "attrs") return unknown("the definitions are not all known");
    const own = attributeValue(set, "value");
    const type = own.kind === "attrs" && own.attributes.has("_type") ? attributeValue(own, "_type") : undefined;
    if (type?.kind !== "string" || type.value !== "order") read.push({ set, order: ORDER.normal });
    else {
      const order = attributeValue(own, "priority");
      if (order.kind !== "int") return unknown("an order is not known");
      const members = [
        ["value", known(attributeValue(own, "content"))],
        ["priority", known(order)],
      ] as const;
      read.push({ set: withMembers(set, members), order: Number(order.value) });
    }
  }
  return list([...read].sort((a, b) => a.order - b.order).map(({ set }) => known(set)));
}

/** A function applied inside `mkIf`, `mkForce` and the like. */
export function mapDefinition(fn: Thunk, definition: Thunk, context: EvalContext): Value {
  const value = definition.force();
  const type = value.kind === "attrs" && value.attributes.has("_type") ? attributeValue(value, "_type") : undefined;
  const inside = (name: string): Value => {
    if (value.kind !== "attrs") return value;
    return withMembers(value, [
      [
        name,
        context.lazy(() =>
          mapDefinition(
            fn,
            context.lazy(() => attributeValue(value, name)),
            context,
          ),
        ),
      ],
    ]);
  };
  switch (type?.kind === "string" ? type.value : undefined) {
    case "if":
    case "override":
    case "order":
      return inside("content");
    case "definition":
      return inside("value");
    case "merge": {
      const contents = attributeValue(value, "contents");
      if (contents.kind !== "list" || value.kind !== "attrs") return contents;
      const items = contents.items.map((item) =>
        item.kind === "gap" ? item : { ...item, thunk: context.lazy(() => mapDefinition(fn, item.thunk, context)) },
      );
      return withMembers(value, [["contents", known({ ...contents, items })]]);
    }
    default:
      return context.apply(fn.force(), [known(value)], undefined);
  }
}

export function unwrapped(thunk: Thunk): Definition {
  return { thunk, wrapping: UNWRAPPED, binding: undefined };
}
