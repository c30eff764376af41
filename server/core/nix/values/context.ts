/**
 * The contract between the evaluator and what is written natively in TypeScript: the builtins and the part of
 * nixpkgs' lib that configurations use. Native code never throws, forces only what Nix would force, and answers
 * `unknown` wherever Nix would stop with an error.
 */
import type { FileContent } from "../../files.ts";
import type { Location } from "../../text/span.ts";
import type { Thunk, UnknownValue, Value } from "./value.ts";

/** What native code may ask of the evaluator. */
export interface EvalContext {
  /** Calls a function (or a set with `__functor`) with its arguments, one after the other; unknown for anything else. */
  apply(fn: Value, args: readonly Thunk[], at: Location | undefined): Value;
  /** A value computed on first use: memoized, a cycle gives unknown, running out of budget gives unknown. */
  lazy(compute: () => Value): Thunk;
  /** The same for what Nix computes just so and as late: a cycle is an error of the evaluated code. */
  delay(compute: () => Value): Thunk;
  /** Runs what looks at more than Nix perhaps does: a value that needs itself is no certain error in it. */
  speculate<T>(compute: () => T): T | UnknownValue;
  /**
   * Runs one level of a recursion over values (deep equality, JSON, recursiveUpdate): takes a step and guards the depth,
   * so that endless structures end in unknown instead of a stack overflow. `levels`: how many times half a kilobyte of the
   * stack one such level takes; 4 by default.
   */
  deeper<T>(compute: () => T, levels?: number): T | UnknownValue;
  /** Takes steps of the budget, one by default; the unknown to return when it is spent. For loops whose length the file decides. */
  tick(steps?: number): UnknownValue | undefined;
  /** Value of a Nix file of the workspace; a folder means its `default.nix`. Memoized. */
  importFile(path: string, at: Location | undefined): Value;
  /** Content of a file or folder of the workspace. Notes the path as a dependency, and as pending where it is. */
  readFile(path: string): FileContent;
}

/** A function written in TypeScript. */
export interface BuiltinDefinition {
  readonly name: string;
  /** Number of curried arguments, at least 1. */
  readonly arity: number;
  /** Called with exactly `arity` arguments. `at` is the call as the user wrote it; the result is placed there when it has no `at`. */
  call(args: readonly Thunk[], context: EvalContext, at: Location | undefined): Value;
}

/** Everything native that an evaluator knows; `builtins/index.ts` is the one supply. */
export interface Natives {
  /** Members of `builtins`; those that Nix also has as global names (`map`, `toString`) are global here. */
  readonly builtins: readonly BuiltinDefinition[];
  /** The value of the `lib` argument. */
  readonly lib: (context: EvalContext) => Value;
}
