/** The one place where laziness lives: compute on first use, keep the result, notice a value that needs itself. */
import type { Expr } from "../syntax/ast.ts";
import type { Budget } from "./budget.ts";
import type { Interpreter } from "./interpreter.ts";
import type { Scope } from "./scope.ts";
import { failed, type Thunk, type UnknownValue, unknown, type Value } from "./value.ts";

/** What native code computes on first use. `name`: what the value is bound to, for the reason of a cycle. */
export function createThunk(compute: () => Value, budget: Budget, name?: string): Thunk {
  return new Computation(compute, budget, name, true);
}

/** The same for a part of the language, which looks at no more than Nix does. */
export function createDelay(compute: () => Value, budget: Budget, name?: string): Thunk {
  return new Computation(compute, budget, name, false);
}

class Computation implements Thunk {
  private compute: (() => Value) | undefined;
  private readonly budget: Budget;
  private readonly name: string | undefined;
  private readonly native: boolean;
  private running = false;
  private result: Value | undefined;

  constructor(compute: () => Value, budget: Budget, name: string | undefined, native: boolean) {
    this.compute = compute;
    this.budget = budget;
    this.name = name;
    this.native = native;
  }

  force(): Value {
    if (this.result) return this.result;
    if (this.running || !this.compute) return cycle(this.name, this.budget);
    this.running = true;
    const value = this.native ? this.budget.speculate(this.compute) : this.level(this.compute);
    this.running = false;
    if (this.budget.attemptSpent()) return value;
    this.result = value;
    this.compute = undefined;
    return value;
  }

  private level(compute: () => Value): Value {
    if (this.budget.outside()) return this.budget.deeper(compute);
    const refused = this.budget.enter();
    if (refused) return refused;
    const value = compute();
    this.budget.leave(0);
    return value;
  }
}

/** An expression in its scope. There are many of these, so they are objects without functions of their own. */
export class DelayedExpr implements Thunk {
  private readonly expr: Expr;
  private scope: Scope | undefined;
  private readonly interpreter: Interpreter;
  private readonly name: string | undefined;
  private running = false;
  private result: Value | undefined;

  constructor(expr: Expr, scope: Scope, interpreter: Interpreter, name: string | undefined) {
    this.expr = expr;
    this.scope = scope;
    this.interpreter = interpreter;
    this.name = name;
  }

  force(): Value {
    if (this.result) return this.result;
    if (this.running || !this.scope) return cycle(this.name, this.interpreter.budget);
    this.running = true;
    const value = this.interpreter.evaluate(this.expr, this.scope);
    this.running = false;
    if (this.interpreter.budget.attemptSpent()) return value;
    this.result = value;
    this.scope = undefined;
    return value;
  }
}

function cycle(name: string | undefined, budget: Budget): UnknownValue {
  const why = name ? `\`${name}\` refers to itself` : "the value refers to itself";
  // Native code may look at more than Nix does, so there it is no error yet.
  return budget.certain() ? failed("recursion", why) : unknown(why);
}
