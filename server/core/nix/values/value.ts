/**
 * What an expression is worth. Values are lazy below the surface (thunks), never throw, and know where they were written.
 * `unknown` is contagious only as far as it must be: a set may be `open`, a list may have `gap`s, an attribute or an
 * item may be uncertain. Being wrong is a bug; not knowing is fine.
 */
import type { Location } from "../../text/span.ts";
import type { LambdaExpr } from "../syntax/ast.ts";
import type { Scope } from "./scope.ts";

export type Value =
  | NullValue
  | BoolValue
  | IntValue
  | FloatValue
  | StringValue
  | PathValue
  | ListValue
  | AttrsValue
  | FunctionValue
  | UnknownValue;

interface Written {
  /** The expression that the user typed for this value, through `let`, `inherit`, calls and `//`; undefined when made by a builtin. */
  readonly at: Location | undefined;
}
export interface NullValue extends Written {
  readonly kind: "null";
}
export interface BoolValue extends Written {
  readonly kind: "bool";
  readonly value: boolean;
}
/** Nix integers are 64-bit signed. */
export interface IntValue extends Written {
  readonly kind: "int";
  readonly value: bigint;
}
export interface FloatValue extends Written {
  readonly kind: "float";
  readonly value: number;
}
export interface StringValue extends Written {
  readonly kind: "string";
  readonly value: string;
}
/** An absolute path of the workspace (see text/path.ts). */
export interface PathValue extends Written {
  readonly kind: "path";
  readonly path: string;
}
export interface ListValue extends Written {
  readonly kind: "list";
  readonly items: readonly ListItem[];
}
export type ListItem =
  /** `certain` false: present under a condition that is not known (`optional unknown x`). */
  | { readonly kind: "item"; readonly thunk: Thunk; readonly certain: boolean }
  /** Any number of items that are not known. */
  | { readonly kind: "gap"; readonly unknown: UnknownValue };
export interface AttrsValue extends Written {
  readonly kind: "attrs";
  readonly attributes: ReadonlyMap<string, Attribute>;
  /** Set when the set may have further attributes that are not known. */
  readonly open: UnknownValue | undefined;
}
export interface Attribute {
  readonly name: string;
  readonly thunk: Thunk;
  /** The name as written: one component of an attribute path, or the name inside an `inherit`. Undefined when computed. */
  readonly key: Location | undefined;
  /** The whole binding `a.b = value;` where this attribute is the last component of its path. */
  readonly binding: Location | undefined;
  /** False: may be absent, or overridden by something not known (`{ a = 1; } // unknown`). */
  readonly certain: boolean;
}
export interface FunctionValue extends Written {
  readonly kind: "function";
  /** Formal arguments: name and whether it has a default; undefined for `x: …` and builtins. */
  readonly formals: ReadonlyMap<string, { readonly optional: boolean }> | undefined;
  call(argument: Thunk, at: Location | undefined): Value;
  /** What `call` evaluates, for a function written in Nix: the evaluator goes on with it without a call of its own. */
  readonly closure?: Closure | undefined;
}
/** A function's text, and the names that it sees. */
export interface Closure {
  readonly expr: LambdaExpr;
  readonly scope: Scope;
}
export interface UnknownValue extends Written {
  readonly kind: "unknown";
  /** Completes "not known: …", e.g. "the argument `disks` is not given". */
  readonly why: string;
  /** Set where Nix itself would certainly stop here: the error of the evaluated code. `tryEval` catches throws and assertions. */
  readonly failure?: Failure | undefined;
}
/** An error of the evaluated code, in the words of the field; `why` is its message. */
export type Failure =
  | "throw"
  | "abort"
  | "assertion"
  | "missing-attribute"
  | "undefined-name"
  | "type"
  | "arguments"
  | "recursion"
  | "value";

/** A value not computed yet. `force` is memoized; a cycle gives `unknown`. */
export interface Thunk {
  force(): Value;
}

export function known(value: Value): Thunk {
  return { force: () => value };
}

export function unknown(why: string, at?: Location): UnknownValue {
  return { kind: "unknown", why, at };
}

/** Where Nix would certainly stop. Everything that is only perhaps an error (an argument not known, a budget spent) is `unknown`. */
export function failed(failure: Failure, why: string, at?: Location): UnknownValue {
  return { kind: "unknown", why, at, failure };
}

/** True where Nix certainly stops at this value, if it looks at it. */
export function stops(value: Value | boolean): value is UnknownValue & { readonly failure: Failure } {
  return typeof value === "object" && value.kind === "unknown" && value.failure !== undefined;
}
