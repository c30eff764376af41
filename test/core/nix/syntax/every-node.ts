import type { SyntaxTree } from "../../../../server/core/nix/syntax/ast.ts";
import { childrenOf, type SyntaxNode } from "../../../../server/core/nix/syntax/query.ts";

/** Every expression and binding, parents before children, in document order. */
export function everyNode(tree: SyntaxTree): SyntaxNode[] {
  const below = (node: SyntaxNode): SyntaxNode[] => [node, ...childrenOf(node).flatMap(below)];
  return tree.root ? below(tree.root) : [];
}
