/** Names that a file defines twice where Nix allows one: it refuses such a file before it evaluates anything. */
import type { Span } from "../../text/span.ts";
import type { LambdaExpr, SyntaxTree } from "../syntax/ast.ts";
import { childrenOf, type SyntaxNode } from "../syntax/query.ts";
import { planOf, type SetPlan } from "./binding-plan.ts";

export interface DuplicateName {
  readonly name: string;
  readonly first: Span;
  readonly again: Span;
  readonly what: "attribute" | "argument";
}

/** In document order. Sets that Nix merges (`a.b = 1; a.c = 2;`) have no duplicates. */
export function duplicateNames(tree: SyntaxTree): DuplicateName[] {
  const found = new Map<number, DuplicateName>();
  const waiting: SyntaxNode[] = tree.root ? [tree.root] : [];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const child of childrenOf(node)) waiting.push(child);
    for (const duplicate of duplicatesOf(node)) found.set(duplicate.again.start, duplicate);
  }
  return [...found.values()].sort((a, b) => a.again.start - b.again.start);
}

function duplicatesOf(node: SyntaxNode): DuplicateName[] {
  switch (node.kind) {
    case "attrset":
      return conflictsIn(planOf(node.bindings, node.recursive, node.span));
    case "let":
      return conflictsIn(planOf(node.bindings, true, node.span));
    case "lambda":
      return repeatedArguments(node);
    default:
      return [];
  }
}

function conflictsIn(plan: SetPlan): DuplicateName[] {
  const found: DuplicateName[] = [];
  for (const [name, { key, content }] of plan.entries) {
    if (content.kind === "conflict") found.push({ name, first: key, again: content.again, what: "attribute" });
    else if (content.kind === "nested") found.push(...conflictsIn(content.plan));
  }
  return found;
}

function repeatedArguments({ parameter, formals }: LambdaExpr): DuplicateName[] {
  const seen = new Map<string, Span>();
  const names = [...(formals?.formals.map(({ name }) => name) ?? []), ...(formals && parameter ? [parameter] : [])];
  return names.flatMap(({ name, span }) => {
    const first = seen.get(name);
    if (first === undefined) seen.set(name, span);
    return first === undefined ? [] : [{ name, first, again: span, what: "argument" } as const];
  });
}
