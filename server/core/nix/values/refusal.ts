/** Why Nix takes no look inside a file: what it finds wrong before it evaluates anything. */
import type { Span } from "../../text/span.ts";
import type { SyntaxTree } from "../syntax/ast.ts";
import { duplicateNames } from "./duplicate-names.ts";
import { undefinedNames } from "./undefined-names.ts";

export interface Refusal {
  readonly span: Span;
  readonly message: string;
}

/** The first reason; undefined where Nix would go on. The evaluator goes on anyway, because a file may be half typed. */
export function refusalOf(tree: SyntaxTree): Refusal | undefined {
  const [error] = tree.errors;
  if (error) return error;
  const [twice] = duplicateNames(tree);
  if (twice) return { span: twice.again, message: `the ${twice.what} \`${twice.name}\` is defined twice` };
  const [undefinedName] = undefinedNames(tree);
  return undefinedName && { span: undefinedName.span, message: `\`${undefinedName.name}\` is not defined` };
}
