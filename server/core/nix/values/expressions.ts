/**
 * One expression: which part of the language it is. What an expression ends in (a branch, a body, the body of a function
 * that is called) is not a level of its own but the next turn of a loop, so a recursion takes as little of the
 * JavaScript stack as it can.
 */
import type { AssertExpr, Expr, IfExpr, ListExpr } from "../syntax/ast.ts";
import { evaluateHasAttr, evaluateSelect } from "./attribute-paths.ts";
import { applyValue, enterFunction, evaluateLambda, isRefused } from "./functions.ts";
import { type Interpreter, placed, placeOf } from "./interpreter.ts";
import { joinValues } from "./join.ts";
import { float, int, list } from "./make.ts";
import { evaluateBinary, evaluateUnary, truthOf } from "./operators.ts";
import { lexical, lookUp, type Scope, withScope } from "./scope.ts";
import { evaluateSet, letScope } from "./sets.ts";
import { evaluatePath, evaluateString } from "./texts.ts";
import { DelayedExpr } from "./thunk.ts";
import { failed, type Thunk, type UnknownValue, unknown, type Value } from "./value.ts";

/** An interpreter around what only the evaluator as a whole knows. */
export function createInterpreter(parts: Omit<Interpreter, "evaluate" | "delay">): Interpreter {
  const { budget } = parts;
  const interpreter: Interpreter = { ...parts, evaluate, delay };
  return interpreter;

  /** The value of an expression, placed at the expression unless it comes from another one the user typed. */
  function evaluate(start: Expr, startScope: Scope): Value {
    if (budget.outside()) return budget.deeper(() => evaluate(start, startScope));
    const refused = budget.enter();
    if (refused) return refused;
    let expr = start;
    let scope = startScope;
    let calls = 0;
    let value: Value | undefined;
    while (!value) {
      switch (expr.kind) {
        case "parenthesized":
          expr = expr.inner;
          break;
        case "let":
          scope = letScope(expr, scope, interpreter);
          expr = expr.body;
          break;
        case "with":
          scope = withScope(scope, delay(expr.environment, scope));
          expr = expr.body;
          break;
        case "assert":
          value = refusal(expr, scope, interpreter);
          expr = expr.body;
          break;
        case "if": {
          const condition = truthOf(evaluate(expr.condition, scope));
          if (condition === true) expr = expr.consequence;
          else if (condition === false) expr = expr.alternative;
          else value = undecided(expr, condition, scope, interpreter);
          break;
        }
        case "apply": {
          const fn = evaluate(expr.function, scope);
          const argument = delay(expr.argument, scope);
          if (fn.kind !== "function" || !fn.closure) {
            value = applyValue(fn, argument, placeOf(expr.span, scope), interpreter);
            break;
          }
          const inner = enterFunction(fn.closure, argument, interpreter);
          value = isRefused(inner) ? inner : budget.call();
          if (isRefused(inner) || value) break;
          calls += 1;
          scope = inner;
          expr = fn.closure.expr.body;
          break;
        }
        case "identifier":
          value = lookUp(scope, expr.name);
          break;
        case "select":
          value = evaluateSelect(expr, scope, interpreter);
          break;
        case "binary":
          value = evaluateBinary(expr, scope, interpreter);
          break;
        case "string":
          value = evaluateString(expr, scope, interpreter);
          break;
        case "attrset":
          value = evaluateSet(expr, scope, interpreter);
          break;
        case "unary":
          value = evaluateUnary(expr, scope, interpreter);
          break;
        default:
          value = simple(expr, scope, interpreter);
      }
    }
    budget.leave(calls);
    return value.at ? value : placed(value, placeOf(expr.span, scope));
  }

  /** As in Nix, where it keeps equality and depth what they are: a name stands for what it is bound to. */
  function delay(expr: Expr, scope: Scope): Thunk {
    if (expr.kind === "identifier") {
      const bound = lexical(scope, expr.name);
      // Other thunks may hold a value without a place, which then is the name's.
      if (bound instanceof DelayedExpr) return bound;
    }
    return new DelayedExpr(expr, scope, interpreter, undefined);
  }
}

type Simple = Extract<
  Expr,
  { readonly kind: "int" | "float" | "path" | "search-path" | "list" | "lambda" | "has-attr" | "unsupported" }
>;

function simple(expr: Simple, scope: Scope, interpreter: Interpreter): Value {
  switch (expr.kind) {
    case "int":
      return int(expr.value, placeOf(expr.span, scope));
    case "float":
      return float(expr.value, placeOf(expr.span, scope));
    case "path":
      return evaluatePath(expr, scope, interpreter);
    case "search-path":
      return interpreter.searchPath(expr.name, placeOf(expr.span, scope));
    case "list":
      return evaluateList(expr, scope, interpreter);
    case "lambda":
      return evaluateLambda(expr, scope, interpreter);
    case "has-attr":
      return evaluateHasAttr(expr, scope, interpreter);
    case "unsupported":
      return unknown(expr.why);
    default:
      return expr satisfies never;
  }
}

function evaluateList(expr: ListExpr, scope: Scope, interpreter: Interpreter): Value {
  return list(
    expr.elements.map((element) => interpreter.delay(element, scope)),
    placeOf(expr.span, scope),
  );
}

/** Why Nix stops at an assertion, or may; undefined where it holds. */
function refusal(expr: AssertExpr, scope: Scope, interpreter: Interpreter): UnknownValue | undefined {
  const holds = truthOf(interpreter.evaluate(expr.condition, scope));
  if (holds === true) return undefined;
  return holds || failed("assertion", "an assertion does not hold", placeOf(expr.condition.span, scope));
}

/** Where the condition is not known, what both branches have in common is. */
function undecided(expr: IfExpr, why: UnknownValue, scope: Scope, interpreter: Interpreter): Value {
  if (why.failure !== undefined) return why;
  const choice = { why, at: placeOf(expr.span, scope) };
  return interpreter.budget.attempt(() =>
    joinValues(
      interpreter.evaluate(expr.consequence, scope),
      interpreter.evaluate(expr.alternative, scope),
      choice,
      interpreter.context,
    ),
  );
}
