/** Names that nothing defines: Nix refuses the whole file for one of them, before it evaluates anything. */
import type { Span } from "../../text/span.ts";
import type { Expr, LambdaExpr, SyntaxTree } from "../syntax/ast.ts";
import { childrenOf, type SyntaxNode } from "../syntax/query.ts";
import { planOf, type SetPlan } from "./binding-plan.ts";
import { GLOBAL_NAMES } from "./globals.ts";

export interface UndefinedName {
  readonly name: string;
  readonly span: Span;
}

/** The names around a place; `undefined` names: a `with`, which may define any. */
interface Sight {
  readonly names: { has(name: string): boolean } | undefined;
  readonly parent: Sight | undefined;
}

const GLOBALS: Sight = { names: new Set(["true", "false", "null", "builtins", ...GLOBAL_NAMES]), parent: undefined };

type Waiting = { readonly node: SyntaxNode; readonly sight: Sight } | { readonly plan: SetPlan; readonly sight: Sight };

/** In document order. Names that begin with `__` may be builtins of another version of Nix and are passed over. */
export function undefinedNames(tree: SyntaxTree): UndefinedName[] {
  const found: UndefinedName[] = [];
  const waiting: Waiting[] = tree.root ? [{ node: tree.root, sight: GLOBALS }] : [];
  const check = (name: string, span: Span, sight: Sight): void => {
    if (!name.startsWith("__") && !isDefined(name, sight)) found.push({ name, span });
  };
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if ("plan" in next) intoSet(next.plan, next.sight, waiting, check);
    else intoExpr(next.node, next.sight, waiting, check);
  }
  return found.sort((a, b) => a.span.start - b.span.start);
}

function isDefined(name: string, sight: Sight): boolean {
  for (let at: Sight | undefined = sight; at; at = at.parent) if (!at.names || at.names.has(name)) return true;
  return false;
}

type Check = (name: string, span: Span, sight: Sight) => void;

function intoExpr(node: SyntaxNode, sight: Sight, waiting: Waiting[], check: Check): void {
  switch (node.kind) {
    case "identifier":
      check(node.name, node.span, sight);
      return;
    case "attrset":
      waiting.push({ plan: planOf(node.bindings, node.recursive, node.span), sight });
      return;
    case "let": {
      const plan = planOf(node.bindings, true, node.span);
      waiting.push({ plan, sight }, { node: node.body, sight: { names: plan.entries, parent: sight } });
      return;
    }
    case "with":
      waiting.push({ node: node.environment, sight }, { node: node.body, sight: { names: undefined, parent: sight } });
      return;
    case "lambda": {
      const inner = { names: parametersOf(node), parent: sight };
      for (const child of childrenOf(node)) waiting.push({ node: child, sight: inner });
      return;
    }
    default:
      for (const child of childrenOf(node)) waiting.push({ node: child, sight });
  }
}

function parametersOf({ parameter, formals }: LambdaExpr): ReadonlySet<string> {
  const names = formals?.formals.map(({ name }) => name.name) ?? [];
  return new Set(parameter ? [parameter.name, ...names] : names);
}

function intoSet(plan: SetPlan, outer: Sight, waiting: Waiting[], check: Check): void {
  const sight = plan.recursive ? { names: plan.entries, parent: outer } : outer;
  const into = (node: Expr): void => void waiting.push({ node, sight });
  for (const { name } of plan.dynamic) into(name);
  for (const [name, { key, content }] of [
    ...plan.entries,
    ...plan.dynamic.map((dynamic) => [undefined, dynamic] as const),
  ]) {
    if (content.kind === "expr") into(content.expr);
    else if (content.kind === "nested") waiting.push({ plan: content.plan, sight });
    else if (content.kind === "inherit" && content.from) into(content.from);
    else if (content.kind === "inherit" && name !== undefined) check(name, key, outer);
  }
}
