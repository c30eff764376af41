/**
 * Where a literal attribute set defines a path, however it spells it: `a.b.c = x;`, `a = { b.c = x; };`, `a.b = { c = x; };`.
 * Sets behind a function (`mkIf`, `mkMerge`), a name or an operator are not looked into.
 */
import type { AttrName, AttrPath, AttrSetExpr, Expr } from "../syntax/ast.ts";

export interface Definitions {
  /** Values of the path itself. A set may be spelled in several pieces. */
  readonly here: readonly Expr[];
  /** Something further down is defined: `a.b.c` where `a.b` was asked for. */
  readonly below: boolean;
  /** The innermost set literal that the path leads through, and how many names of the path stand outside it. */
  readonly deepest: { readonly set: AttrSetExpr; readonly names: number };
}

/**
 * Undefined where it cannot be known: a name on the way is inherited or computed, or is bound to something that is no set
 * literal.
 */
export function definitionsOf(set: AttrSetExpr, path: readonly string[]): Definitions | undefined {
  const here: Expr[] = [];
  let below = false;
  let deepest = { set, names: 0 };
  const open = [deepest];
  for (let level = open.shift(); level; level = open.shift()) {
    const rest = path.slice(level.names);
    if (level.names >= deepest.names) deepest = level;
    for (const binding of level.set.bindings) {
      const names = binding.kind === "inherit" ? binding.names : binding.path;
      if (binding.kind === "inherit") {
        if (names.some((name) => nameIs(name, rest[0]) !== "no")) return undefined;
        continue;
      }
      const relation = compare(names, rest);
      if (relation === "unknown") return undefined;
      if (relation === "below") below = true;
      if (relation !== "prefix") continue;
      const value = withoutParentheses(binding.value);
      if (names.length === rest.length) here.push(value);
      else if (value.kind === "attrset") open.push({ set: value, names: level.names + names.length });
      else return undefined;
    }
  }
  return { here, below, deepest };
}

/** Whether a binding of this path can stand in the set beside the others: it is not defined, nor part of what is. */
export function isFree(set: AttrSetExpr, path: readonly string[]): boolean {
  return set.bindings.every((binding) => {
    if (binding.kind === "inherit") return binding.names.every((name) => nameIs(name, path[0]) !== "yes");
    return !["prefix", "below"].includes(compare(binding.path, path));
  });
}

/** `prefix`: the names begin the path, or are the whole of it. `below`: they go on where the path ends. */
function compare(names: AttrPath, path: readonly string[]): "prefix" | "below" | "other" | "unknown" {
  let certain = true;
  for (const [index, name] of names.entries()) {
    if (index >= path.length) return certain ? "below" : "unknown";
    const same = nameIs(name, path[index]);
    if (same === "no") return "other";
    if (same === "perhaps") certain = false;
  }
  return certain ? "prefix" : "unknown";
}

/** What a name is, where it is written out. */
export function staticName(name: AttrName | undefined): string | undefined {
  if (name === undefined) return undefined;
  if (name.kind === "identifier") return name.name;
  if (name.kind === "dynamic" || name.string.parts.length > 1) return undefined;
  const [only] = name.string.parts;
  if (only === undefined) return "";
  return only.kind === "text" ? only.text : undefined;
}

function nameIs(name: AttrName, wanted: string | undefined): "yes" | "no" | "perhaps" {
  const written = staticName(name);
  if (wanted === undefined) return "no";
  if (written !== undefined) return written === wanted ? "yes" : "no";
  if (name.kind !== "string") return "perhaps";
  const first = name.string.parts[0];
  const last = name.string.parts.at(-1);
  const begins = first?.kind !== "text" || wanted.startsWith(first.text);
  const ends = last?.kind !== "text" || wanted.endsWith(last.text);
  return begins && ends ? "perhaps" : "no";
}

export function withoutParentheses(expr: Expr): Expr {
  let inner = expr;
  while (inner.kind === "parenthesized") inner = inner.inner;
  return inner;
}
