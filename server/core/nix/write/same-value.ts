/** Whether an expression in a file is, literally, what we would write. Nothing is evaluated. */
import type { Expr, StringExpr, SyntaxTree } from "../syntax/ast.ts";
import { staticName, withoutParentheses } from "./definitions.ts";
import type { WriteExpr } from "./expression.ts";
import { literalLine } from "./literals.ts";

export function isSameValue(tree: SyntaxTree, written: Expr, wanted: WriteExpr): boolean {
  const expr = withoutParentheses(written);
  switch (wanted.kind) {
    case "string":
      return expr.kind === "string" && plainText(expr) === wanted.value;
    case "lines":
      return expr.kind === "string" && sourceOf(tree, expr) === wanted.lines.map((line) => `${line}\n`).join("");
    case "int":
      return intOf(expr) === BigInt(wanted.value);
    case "bool":
      return expr.kind === "identifier" && expr.name === `${wanted.value}`;
    case "list":
      return (
        expr.kind === "list" &&
        expr.elements.length === wanted.items.length &&
        wanted.items.every((item, index) => {
          const element = expr.elements[index];
          return element !== undefined && isSameValue(tree, element, item.value);
        })
      );
    case "attrs":
      return (
        expr.kind === "attrset" &&
        expr.bindings.length === wanted.bindings.length &&
        wanted.bindings.every(({ path, value }) =>
          expr.bindings.some(
            (binding) =>
              binding.kind === "binding" &&
              binding.path.length === path.length &&
              binding.path.every((name, index) => staticName(name) === path[index]) &&
              isSameValue(tree, binding.value, value),
          ),
        )
      );
    default:
      return wanted satisfies never;
  }
}

function plainText({ parts }: StringExpr): string | undefined {
  if (parts.some(({ kind }) => kind !== "text")) return undefined;
  return parts.map((part) => (part.kind === "text" ? part.text : "")).join("");
}

/** A string as the lines of a `lines` expression: `${…}` as written, plain `${` marked. */
function sourceOf({ text }: SyntaxTree, { parts }: StringExpr): string {
  return parts
    .map((part) => (part.kind === "text" ? literalLine(part.text) : text.slice(part.span.start, part.span.end)))
    .join("");
}

function intOf(expr: Expr): bigint | undefined {
  if (expr.kind === "int") return expr.value;
  return expr.kind === "unary" && expr.operator === "-" && expr.operand.kind === "int"
    ? -expr.operand.value
    : undefined;
}
