/** Whether an expression uses a name: one that we bind around it would become what it means. */
import { contains, type Span } from "../../text/span.ts";
import type { SyntaxTree } from "../syntax/ast.ts";
import { allNodes } from "../syntax/query.ts";

export function mentionsName(tree: SyntaxTree, within: Span, name: string): boolean {
  return allNodes(tree).some((node) => {
    if (!contains(within, node.span)) return false;
    if (node.kind === "inherit")
      return !node.from && node.names.some((one) => one.kind === "identifier" && one.name === name);
    return (node.kind === "identifier" && node.name === name) || node.kind === "unsupported";
  });
}
