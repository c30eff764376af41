/** Strings and paths with interpolation. */
import { dirname, resolvePath } from "../../text/path.ts";
import type { PathExpr, StringExpr } from "../syntax/ast.ts";
import { MAX_TEXT } from "./budget.ts";
import { type CoercionMode, coerceToString } from "./coerce.ts";
import { type Interpreter, placeOf } from "./interpreter.ts";
import { pathValue, string } from "./make.ts";
import type { Scope } from "./scope.ts";
import { type StringValue, type UnknownValue, unknown, type Value } from "./value.ts";

/** One part that is not known makes the whole text unknown. */
export function evaluateString(
  expr: StringExpr | PathExpr,
  scope: Scope,
  interpreter: Interpreter,
  mode: CoercionMode = "interpolation",
): StringValue | UnknownValue {
  let text = "";
  for (const part of expr.parts) {
    if (part.kind === "text") text += part.text;
    else {
      const value = coerceToString(interpreter.evaluate(part.expr, scope), mode, interpreter.context);
      if (value.kind === "unknown") return value;
      text += value.value;
    }
    if (text.length > MAX_TEXT) return unknown("the text becomes too long");
  }
  return string(text, placeOf(expr.span, scope));
}

/** Relative to the folder of the file. The home folder is nobody's business. */
export function evaluatePath(expr: PathExpr, scope: Scope, interpreter: Interpreter): Value {
  const at = placeOf(expr.span, scope);
  const [first] = expr.parts;
  if (first?.kind === "text" && first.text.startsWith("~")) return unknown("the home folder is not known", at);
  const text = evaluateString(expr, scope, interpreter, "path");
  return text.kind === "string" ? pathValue(resolvePath(dirname(scope.path), text.value), at) : text;
}
