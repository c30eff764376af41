/** Adds an operand behind an expression: `a` becomes `a ++ b`, and `if c then a else b` becomes `(if c …) ++ b`. */
import type { BinaryOperator, Expr } from "../nix/syntax/ast.ts";
import type { FileEdit } from "../text/edit.ts";

/** Operators that bind no tighter than the one that is added: https://nix.dev/manual/nix/2.28/language/operators */
const LOOSE: Readonly<Record<"++" | "//", ReadonlySet<BinaryOperator>>> = {
  "++": new Set(["+", "-", "*", "/", "//", "==", "!=", "<", "<=", ">", ">=", "&&", "||", "->"]),
  "//": new Set(["==", "!=", "<", "<=", ">", ">=", "&&", "||", "->"]),
};

/** `operand` is Nix text. Parentheses are set only where the expression needs them. */
export function withOperand(path: string, expr: Expr, operator: "++" | "//", operand: string): FileEdit[] {
  const { start, end } = expr.span;
  const needsParentheses =
    ["if", "let", "lambda", "with", "assert"].includes(expr.kind) ||
    (expr.kind === "binary" && LOOSE[operator].has(expr.operator));
  const behind = { path, span: { start: end, end }, newText: `${needsParentheses ? ")" : ""} ${operator} ${operand}` };
  return needsParentheses ? [{ path, span: { start, end: start }, newText: "(" }, behind] : [behind];
}
