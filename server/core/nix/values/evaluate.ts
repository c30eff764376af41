/**
 * The evaluator: lazy, total and pure. It reads Nix files of the workspace and nothing else, never runs Nix, never throws,
 * and says `unknown` for what it cannot know. One evaluator serves one look at the workspace; its budget is spent once.
 */
import type { Files } from "../../files.ts";
import type { SyntaxTree } from "../syntax/ast.ts";
import { type BudgetLimits, createBudget } from "./budget.ts";
import { builtinDefinitions, libAttributes } from "./builtins/index.ts";
import type { BuiltinDefinition, EvalContext, Natives } from "./context.ts";
import { createInterpreter } from "./expressions.ts";
import { applyValue } from "./functions.ts";
import { createGlobals } from "./globals.ts";
import { createImports, emptyFile, type ImportProblem } from "./imports.ts";
import { OPERATOR_NAMES } from "./operators.ts";
import { rootArgument } from "./root-argument.ts";
import { rootScope } from "./scope.ts";
import { createSearchPath } from "./search-path.ts";
import { createDelay, createThunk } from "./thunk.ts";
import { type AttrsValue, known, type Thunk, type Value } from "./value.ts";

export interface EvaluatorOptions {
  /** Never throws. Called once per file. */
  readonly parse: (path: string, text: string) => SyntaxTree;
  readonly files: Files;
  readonly budget?: BudgetLimits;
  /** Functions written in TypeScript; by default all we have. */
  readonly natives?: Natives;
}

/** Values by argument name. */
export type Arguments = Readonly<Record<string, Value>>;

export interface Evaluator {
  readonly context: EvalContext;
  /** The value of a file as it stands; a function stays a function. */
  evaluateFile(path: string): Value;
  /**
   * Calls a file's function: given arguments are used, others take their default or are unknown; `lib` is known, and of
   * `pkgs` only `pkgs.lib`.
   */
  callWith(fn: Value, args: Arguments): Value;
  /** The same until no function is left; curried ones are called up to three times. Other values stay as they are. */
  callFully(value: Value, args?: Arguments): Value;
  /** The value of a file; if it is a function, of its call. */
  evaluateRoot(path: string, args?: Arguments): Value;
  /** Files that were looked at so far, and those among them that are still to come. */
  dependencies(): { readonly read: readonly string[]; readonly pending: readonly string[] };
  /** Imports that Nix would stop at, of all that was evaluated so far. */
  importProblems(): readonly ImportProblem[];
}

const MAX_CURRIED_CALLS = 3;

export function createEvaluator(options: EvaluatorOptions): Evaluator {
  const natives: Natives = options.natives ?? { builtins: builtinDefinitions, lib: libAttributes };
  const budget = createBudget(options.budget);
  let ownOperators = false;
  const rootArguments = new WeakSet<Value>();

  const context: EvalContext = {
    apply: (fn, args, at) => args.reduce((applied, argument) => applyValue(applied, argument, at, interpreter), fn),
    lazy: (compute) => createThunk(compute, budget),
    delay: (compute) => createDelay(compute, budget),
    speculate: (compute) => budget.speculate(compute),
    deeper: budget.deeper,
    tick: budget.tick,
    importFile: (path, at) => imports.importFile(path, at),
    readFile: (path) => imports.read(path),
  };
  const interpreter = createInterpreter({
    context,
    budget,
    isRootArgument: (value) => rootArguments.has(value),
    ownOperators: () => ownOperators,
    searchPath: (name, at) => searchPath.resolve(name, at),
  });
  const lib = createDelay(() => natives.lib(context), budget, "lib");
  const searchPath = createSearchPath(lib, context);
  const importBuiltin: BuiltinDefinition = {
    name: "import",
    arity: 1,
    call: ([target], _, at) => searchPath.importValue(target?.force(), at),
  };
  const globals = createGlobals([...natives.builtins, importBuiltin], context);
  const imports = createImports(options.files, budget, evaluateTree, options.parse);

  function evaluateTree(tree: SyntaxTree, path: string): Value {
    ownOperators ||= OPERATOR_NAMES.test(tree.text);
    return tree.root ? interpreter.evaluate(tree.root, rootScope(path, globals)) : emptyFile(path);
  }

  function argumentFor(fn: Value, args: Arguments): Thunk {
    const argument: AttrsValue = rootArgument(fn, args, lib);
    rootArguments.add(argument);
    return known(argument);
  }

  function callWith(fn: Value, args: Arguments): Value {
    return applyValue(fn, argumentFor(fn, args), undefined, interpreter);
  }

  function callFully(value: Value, args: Arguments = {}): Value {
    let called = value;
    for (let calls = 0; called.kind === "function" && calls < MAX_CURRIED_CALLS; calls += 1) {
      called = callWith(called, args);
    }
    return called;
  }

  return {
    context,
    evaluateFile: (path) => imports.importFile(path, undefined),
    callWith,
    callFully,
    evaluateRoot: (path, args) => callFully(imports.importFile(path, undefined), args),
    dependencies: imports.dependencies,
    importProblems: imports.problems,
  };
}
