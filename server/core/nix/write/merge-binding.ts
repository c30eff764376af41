/**
 * Makes options have values, given how the file spells things already: what is missing is added where it fits best, lists
 * grow, what is there stays. Nothing that is written is ever changed or taken away.
 */
import type { Span } from "../../text/span.ts";
import type { AttrBinding, AttrSetExpr, ListExpr, Node, SyntaxTree } from "../syntax/ast.ts";
import type { Edits } from "../syntax/edits.ts";
import { startsItsLine } from "../syntax/lines.ts";
import { exprAt } from "../syntax/query.ts";
import { combineBindings } from "./combine-bindings.ts";
import { definitionsOf, staticName } from "./definitions.ts";
import type { WriteBinding, WriteItem } from "./expression.ts";
import { mentionsName } from "./mentions-name.ts";
import { isSameValue } from "./same-value.ts";
import { addBindings, addToList } from "./splice.ts";

/** As `mergeBindings`, for one. */
export function mergeBinding(tree: SyntaxTree, set: Span, binding: WriteBinding): Edits {
  return mergeBindings(tree, set, [binding]);
}

/**
 * Makes each option of a literal set have its value. A list gets the elements that it lacks, a set is merged name by name, any
 * other value must be missing or the same. Comments are written with what is new. `undefined` where one of them cannot be
 * had: it has another value, or it is inherited, computed, or made by a function (`mkIf`, `mkMerge`, `++`).
 */
export function mergeBindings(tree: SyntaxTree, set: Span, bindings: readonly WriteBinding[]): Edits {
  const target = exprAt(tree, set);
  const combined = combineBindings(bindings);
  if (target?.kind !== "attrset" || !combined?.every(({ path }) => path.length > 0)) return undefined;
  const steps = combined.map((binding) => stepsFor(tree, target, binding));
  if (!steps.every((some) => some !== undefined)) return undefined;
  const edits = inPlaces(steps.flat()).map((step) => editsOf(tree, step));
  return edits.every((some) => some !== undefined) ? edits.flat() : undefined;
}

type Step =
  | {
      readonly kind: "set";
      readonly set: AttrSetExpr;
      readonly bindings: readonly WriteBinding[];
      /** A binding of the set that sets something beside the same thing. */
      readonly beside: AttrBinding | undefined;
    }
  | { readonly kind: "list"; readonly list: ListExpr; readonly items: readonly WriteItem[] };

function editsOf(tree: SyntaxTree, step: Step): Edits {
  if (step.kind === "list") return addToList(tree, step.list.span, step.items);
  const { set, bindings, beside } = step;
  const together = bindings.every(({ comment }) => comment === undefined);
  const near = beside && addBindings(tree, set.span, bindings, { after: beside.span, together });
  return near ?? addBindings(tree, set.span, bindings);
}

function stepsFor(tree: SyntaxTree, target: AttrSetExpr, binding: WriteBinding): readonly Step[] | undefined {
  const { path, value } = binding;
  const found = definitionsOf(target, path);
  if (!found) return undefined;
  const { here, below, deepest } = found;
  if (here.length === 0 && !below) {
    const added = { ...binding, path: path.slice(deepest.names) };
    if (capturesName(tree, deepest.set, added)) return undefined;
    return [{ kind: "set", set: deepest.set, bindings: [added], beside: neighbourOf(tree, deepest.set, added) }];
  }
  if (value.kind === "attrs") {
    if (here.some(({ kind }) => kind !== "attrset")) return undefined;
    const inner = value.bindings.map((one) => stepsFor(tree, target, { ...one, path: [...path, ...one.path] }));
    return inner.every((steps) => steps !== undefined) ? inner.flat() : undefined;
  }
  const [written] = here;
  if (below || !written || here.length > 1) return undefined;
  if (value.kind !== "list") return isSameValue(tree, written, value) ? [] : undefined;
  if (written.kind !== "list") return undefined;
  const missing = value.items.filter((item) => !written.elements.some((one) => isSameValue(tree, one, item.value)));
  return [{ kind: "list", list: written, items: missing }];
}

/** In a `rec` set a new name would be what the expressions beside it mean by it. */
function capturesName(tree: SyntaxTree, set: AttrSetExpr, { path }: WriteBinding): boolean {
  const [name = ""] = path;
  const isBound = set.bindings.some((one) => one.kind === "binding" && staticName(one.path[0]) === name);
  return set.recursive && !isBound && mentionsName(tree, set.span, name);
}

/** `a.b.x = …;` for `a.b.c`: the last one, where each has a line. */
function neighbourOf({ text }: SyntaxTree, set: AttrSetExpr, { path }: WriteBinding): AttrBinding | undefined {
  if (path.length < 2 || !set.bindings.every(({ span }) => startsItsLine(text, span.start))) return undefined;
  return set.bindings.findLast((one): one is AttrBinding => {
    if (one.kind !== "binding" || one.path.length !== path.length) return false;
    return one.path.slice(0, -1).every((name, index) => staticName(name) === path[index]);
  });
}

/** Steps in one place as one step: their edits would meet. */
function inPlaces(steps: readonly Step[]): Step[] {
  const places = new Map<Node, Step>();
  for (const step of steps) {
    const place = step.kind === "list" ? step.list : (step.beside ?? step.set);
    const before = places.get(place);
    if (before?.kind === "list" && step.kind === "list") {
      places.set(place, { ...step, items: [...before.items, ...step.items] });
    } else if (before?.kind === "set" && step.kind === "set") {
      places.set(place, { ...step, bindings: [...before.bindings, ...step.bindings] });
    } else places.set(place, step);
  }
  return [...places.values()];
}
