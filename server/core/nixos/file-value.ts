/** Whether a value that stands somewhere in a file is what the file is for: its own value, or that of its function. */
import type { Expr, SyntaxTree } from "../nix/syntax/ast.ts";
import { type Location, sameSpan } from "../text/span.ts";

export function isFileValue(tree: SyntaxTree, { span }: Location): boolean {
  for (let expr = tree.root; expr; expr = inner(expr)) if (sameSpan(expr.span, span)) return true;
  return false;
}

function inner(expr: Expr): Expr | undefined {
  switch (expr.kind) {
    case "lambda":
    case "let":
    case "with":
    case "assert":
      return expr.body;
    case "parenthesized":
      return expr.inner;
    default:
      return undefined;
  }
}
