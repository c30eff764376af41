/** What the parts of the evaluator ask of each other. */
import type { Location, Span } from "../../text/span.ts";
import type { Expr } from "../syntax/ast.ts";
import type { Budget } from "./budget.ts";
import type { EvalContext } from "./context.ts";
import type { Scope } from "./scope.ts";
import type { Thunk, Value } from "./value.ts";

export interface Interpreter {
  readonly context: EvalContext;
  readonly budget: Budget;
  /** The value of an expression, known as far as Nix would compute it now. */
  evaluate(expr: Expr, scope: Scope): Value;
  /** The value of an expression on first use; of a name that is bound already, what it is bound to. */
  delay(expr: Expr, scope: Scope): Thunk;
  /** True for a set that stands for the arguments of a whole file: arguments not in it take their defaults though it is open. */
  isRootArgument(value: Value): boolean;
  /** True once a file was met that may give operators a meaning of its own. */
  ownOperators(): boolean;
  /** What `<name>` stands for. */
  searchPath(name: string, at: Location): Value;
}

export function placeOf(span: Span, scope: Scope): Location {
  return { path: scope.path, span };
}

/** The value, written at `at` unless it already knows its place. */
export function placed<V extends Value>(value: V, at: Location | undefined): V {
  return value.at || !at ? value : { ...value, at };
}
