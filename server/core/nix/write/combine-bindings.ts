/** Several bindings of one path as one: lists one behind the other, sets merged, other values once. */
import type { WriteBinding, WriteExpr, WriteItem } from "./expression.ts";

/** Undefined where two of them contradict each other. */
export function combineBindings(bindings: readonly WriteBinding[]): readonly WriteBinding[] | undefined {
  const combined = new Map<string, WriteBinding>();
  for (const binding of bindings) {
    const key = JSON.stringify(binding.path);
    const before = combined.get(key);
    const value = before ? combine(before.value, binding.value) : tidy(binding.value);
    if (!value) return undefined;
    const comment = withoutDoubles([...(before?.comment ?? []), ...(binding.comment ?? [])]);
    combined.set(key, { path: binding.path, value, ...(comment.length > 0 && { comment }) });
  }
  return [...combined.values()];
}

function combine(a: WriteExpr, b: WriteExpr): WriteExpr | undefined {
  if (a.kind === "list" && b.kind === "list") return tidy({ kind: "list", items: [...a.items, ...b.items] });
  if (a.kind === "attrs" && b.kind === "attrs")
    return tidy({ kind: "attrs", bindings: [...a.bindings, ...b.bindings] });
  return JSON.stringify(a) === JSON.stringify(b) ? a : undefined;
}

/** Without the same element twice in a list or the same name twice in a set. */
function tidy(expr: WriteExpr): WriteExpr | undefined {
  if (expr.kind === "list") return { kind: "list", items: differentItems(expr.items) };
  if (expr.kind !== "attrs") return expr;
  const bindings = combineBindings(expr.bindings);
  return bindings && { kind: "attrs", bindings };
}

function differentItems(items: readonly WriteItem[]): WriteItem[] {
  const seen = new Map<string, WriteItem>();
  for (const item of items) {
    const key = JSON.stringify(item.value);
    if (!seen.has(key)) seen.set(key, item);
  }
  return [...seen.values()];
}

function withoutDoubles(lines: readonly string[]): string[] {
  return [...new Set(lines)];
}
