/** Several bindings of one path as one: lists one behind the other, sets merged, other values once. */
import type { WriteBinding, WriteExpr, WriteItem } from "./expression.ts";

/** Undefined where two of them contradict each other. */
export function combineBindings(bindings: readonly WriteBinding[]): readonly WriteBinding[] | undefined {
  const combined = new Map<string, WriteBinding>();
  for (const binding of bindings) {
    const key = JSON.stringify(binding.path);
    const before = combined.get(key);
    const value = before ? combine(before.value, binding.value) : withoutDoubleNames(binding.value);
    if (!value) return undefined;
    const comment = commentOf(before, binding);
    combined.set(key, { path: binding.path, value, ...(comment.length > 0 && { comment }) });
  }
  return nested([...combined.values()]);
}

/** `a.b = …;` beside `a = { … };` goes into it; beside another `a` it cannot be. */
function nested(bindings: readonly WriteBinding[]): readonly WriteBinding[] | undefined {
  for (const outer of bindings) {
    const inner = bindings.filter(
      (one) => one !== outer && outer.path.every((name, index) => name === one.path[index]),
    );
    if (inner.length === 0) continue;
    if (outer.value.kind !== "attrs") return undefined;
    const below = inner.map((one) => ({ ...one, path: one.path.slice(outer.path.length) }));
    const value: WriteExpr = { kind: "attrs", bindings: [...outer.value.bindings, ...below] };
    return combineBindings(
      bindings.filter((one) => !inner.includes(one)).map((one) => (one === outer ? { ...one, value } : one)),
    );
  }
  return bindings;
}

/** The comments of both; the same one once. */
function commentOf(before: WriteBinding | undefined, { comment = [] }: WriteBinding): readonly string[] {
  const { comment: above = [] } = before ?? {};
  return before && comment.every((line) => above.includes(line)) ? above : [...above, ...comment];
}

function combine(a: WriteExpr, b: WriteExpr): WriteExpr | undefined {
  if (a.kind === "list" && b.kind === "list")
    return { kind: "list", items: [...a.items, ...itemsBeside(a.items, b.items)] };
  if (a.kind === "attrs" && b.kind === "attrs") {
    return withoutDoubleNames({ kind: "attrs", bindings: [...a.bindings, ...b.bindings] });
  }
  return JSON.stringify(a) === JSON.stringify(b) ? a : undefined;
}

function withoutDoubleNames(expr: WriteExpr): WriteExpr | undefined {
  if (expr.kind !== "attrs") return expr;
  const bindings = combineBindings(expr.bindings);
  return bindings && { kind: "attrs", bindings };
}

/** Of the second list what the first has not. */
function itemsBeside(first: readonly WriteItem[], second: readonly WriteItem[]): WriteItem[] {
  const there = new Set(first.map(({ value }) => JSON.stringify(value)));
  return second.filter(({ value }) => !there.has(JSON.stringify(value)));
}
