/** Whether an expression is made from what a function is given: text in its place would leave the argument without effect. */
import type { Expr, LambdaExpr, SyntaxTree } from "../nix/syntax/ast.ts";
import { pathToSpan } from "../nix/syntax/query.ts";
import { mentionsName } from "../nix/write/mentions-name.ts";

/** The arguments of the file's own outermost function are none of these: a host gives them once. */
export function readsParameter(tree: SyntaxTree, { span }: Expr): boolean {
  return pathToSpan(tree, span).some(
    (node) =>
      node.kind === "lambda" && node !== tree.root && parametersOf(node).some((name) => mentionsName(tree, span, name)),
  );
}

function parametersOf({ parameter, formals }: LambdaExpr): string[] {
  const given = formals?.formals.map(({ name }) => name.name) ?? [];
  return parameter === undefined ? given : [parameter.name, ...given];
}
