/** A parsed text as the tree that would print it: only what the printer prints. */
import type { AttrName, Expr, StringExpr } from "../../../../server/core/nix/syntax/ast.ts";
import type { WriteExpr } from "../../../../server/core/nix/write/expression.ts";

export function readExpr(expr: Expr): WriteExpr {
  switch (expr.kind) {
    case "string":
      return { kind: "string", value: textOf(expr) };
    case "int":
      return { kind: "int", value: Number(expr.value) };
    case "unary":
      return { kind: "int", value: expr.operand.kind === "int" ? -Number(expr.operand.value) : Number.NaN };
    case "parenthesized":
      return readExpr(expr.inner);
    case "identifier":
      return { kind: "bool", value: expr.name === "true" };
    case "list":
      return { kind: "list", items: expr.elements.map((element) => ({ value: readExpr(element) })) };
    case "attrset":
      return {
        kind: "attrs",
        bindings: expr.bindings.flatMap((binding) =>
          binding.kind === "binding" ? [{ path: binding.path.map(nameOf), value: readExpr(binding.value) }] : [],
        ),
      };
    default:
      throw new Error(`the printer writes no ${expr.kind}`);
  }
}

function nameOf(name: AttrName): string {
  if (name.kind === "dynamic") throw new Error("the printer writes no computed names");
  return name.kind === "identifier" ? name.name : textOf(name.string);
}

function textOf({ parts }: StringExpr): string {
  return parts.map((part) => (part.kind === "text" ? part.text : "")).join("");
}
