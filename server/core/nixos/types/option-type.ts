/**
 * What the module system asks of an option's type. A type is a Nix set (`_type = "option-type"`) that configurations change with
 * `//` and hand around; ours carry their TypeScript inside the functions `check` and `merge`, so it survives whatever is
 * done to the set around them. Types that the user makes of his own functions are called as Nix calls them.
 */

import type { Answer } from "../../nix/values/builtins/arguments.ts";
import type { EvalContext } from "../../nix/values/context.ts";
import { attrs, list, string } from "../../nix/values/make.ts";
import { attributeValue, describe, selectAttribute } from "../../nix/values/select.ts";
import {
  type AttrsValue,
  type FunctionValue,
  failed,
  known,
  type Thunk,
  type UnknownValue,
  unknown,
  type Value,
} from "../../nix/values/value.ts";
import type { Location } from "../../text/span.ts";
import { once } from "../once.ts";
import type { OptionNode } from "../option-node.ts";

/** Path of an option, with placeholders such as `[definition 1-entry 2]`. */
export type OptionPath = readonly string[];

/** One definition that counts, its wrappers taken off. */
export interface Defined {
  readonly value: Value;
  /** False: it stands under a condition that is not known, or may lose against another. */
  readonly certain: boolean;
  readonly file?: string | undefined;
  readonly binding: Location | undefined;
}

/** What definitions are together. */
export interface MergedValue {
  readonly value: Value;
  readonly certain: boolean;
  /** The doubt lies in the value itself, as uncertain items or attributes: it may be read although it is not certain. */
  readonly graded?: boolean;
  /** The definition that says it, where one does. */
  readonly first?: Defined | undefined;
  /** What lies below, as nodes with places of their own. */
  readonly parts?: Parts | undefined;
}

/** The options or named things in a value. */
export interface Parts {
  names(): readonly string[];
  child(name: string): OptionNode;
}

export interface OptionType {
  /** The type as Nix sees it. */
  readonly set: AttrsValue;
  check(value: Value): Answer;
  /** Whether definitions may be merged: no more than what the module system asks before it merges. */
  fits(loc: OptionPath, defs: readonly Defined[]): Answer;
  /** At least one definition; those that are uncertain may be none at all. */
  merge(loc: OptionPath, defs: readonly Defined[]): MergedValue;
  /** What nothing defined is; undefined where that is an error. */
  empty(): Thunk | undefined;
}

/** What `merge` of one of our types carries. */
export interface MergeHooks {
  /** Types whose `merge` says itself whether definitions fit, as those do that nixpkgs merges "v2". */
  readonly fits?: ((loc: OptionPath, defs: readonly Defined[]) => Answer) | undefined;
  readonly merge: (loc: OptionPath, defs: readonly Defined[]) => MergedValue;
}

/** `merge`, with what it does in TypeScript. */
export interface MergeFunction extends FunctionValue {
  readonly mergeHooks: MergeHooks;
}

/** `check`, with what it does in TypeScript. */
export interface CheckFunction extends FunctionValue {
  readonly holds: (value: Value) => Answer;
}

/** The type that a value is; unknown for anything else. */
export function readType(value: Value, context: EvalContext): OptionType | UnknownValue {
  if (value.kind === "unknown") return value;
  if (value.kind !== "attrs") return failed("type", `a type is needed, here is ${describe(value)}`, value.at);
  const tag = attributeValue(value, "_type");
  if (tag.kind === "unknown" && tag.failure === undefined) return tag;
  const check = once(() => checkOf(attributeValue(value, "check"), context));
  const merge = once(() => mergeOf(attributeValue(value, "merge"), context));
  const checkAll = (defs: readonly Defined[]): Answer => allOf(defs, (def) => check().holds(def.value));
  return {
    set: value,
    check: (one) => check().holds(one),
    fits: (loc, defs) => {
      const { fits } = merge();
      if (!fits) return checkAll(defs);
      return check().coherent ? fits(loc, defs) : incoherent(loc);
    },
    merge: (loc, defs) => merge().merge(loc, defs),
    empty: () => emptyOf(value),
  };
}

/** Of a type and of nothing else: `description`. */
export function typeText(type: OptionType, attribute: "name" | "description"): string {
  const text = attributeValue(type.set, attribute);
  return text.kind === "string" ? text.value : "…";
}

function incoherent(loc: OptionPath): UnknownValue {
  return failed(
    "throw",
    `the type of \`${loc.join(".")}\` is changed by \`type // { check = …; }\`; \`lib.types.addCheck\` does that`,
  );
}

interface Check {
  readonly holds: (value: Value) => Answer;
  /** Whether the check is the one that `merge` knows, where it checks by itself. */
  readonly coherent: boolean;
}

function checkOf(check: Value, context: EvalContext): Check {
  const own = check.kind === "attrs" ? attributeValue(check, "__functor") : check;
  const flag = check.kind === "attrs" ? selectAttribute(check, "isV2MergeCoherent") : undefined;
  const coherent = flag?.kind === "found" && isTrue(flag.attribute.thunk.force());
  if (isCheckFunction(own)) return { holds: own.holds, coherent };
  return {
    coherent,
    holds: (value) => {
      const answer = context.apply(check, [known(value)], undefined);
      if (answer.kind === "bool") return answer.value;
      return answer.kind === "unknown" ? answer : failed("type", `a check gives ${describe(answer)}`, answer.at);
    },
  };
}

function mergeOf(merge: Value, context: EvalContext): MergeHooks {
  const own = merge.kind === "attrs" ? attributeValue(merge, "__functor") : merge;
  if (isMergeFunction(own)) return own.mergeHooks;
  const second = selectAttribute(merge, "v2");
  if (second.kind === "found") return secondOf(second.attribute.thunk.force(), context);
  return {
    merge: (loc, defs) => called(context.apply(merge, [pathThunk(loc), definitionList(defs)], undefined), defs),
  };
}

/** A `merge.v2` of the user's own. Source: <https://nixos.org/manual/nixos/unstable/#sec-option-types-custom>. */
function secondOf(merge: Value, context: EvalContext): MergeHooks {
  const result = (loc: OptionPath, defs: readonly Defined[]): Value =>
    context.apply(
      merge,
      [
        known(
          attrs([
            ["loc", pathThunk(loc)],
            ["defs", definitionList(defs)],
          ]),
        ),
      ],
      undefined,
    );
  return {
    fits: (loc, defs) => {
      const error = attributeValue(result(loc, defs), "headError");
      return error.kind === "unknown" ? error : error.kind === "null";
    },
    merge: (loc, defs) => called(attributeValue(result(loc, defs), "value"), defs),
  };
}

function called(value: Value, defs: readonly Defined[]): MergedValue {
  return { value, certain: defs.every(({ certain }) => certain), first: defs[0] };
}

function emptyOf(type: AttrsValue): Thunk | undefined {
  const empty = selectAttribute(type, "emptyValue");
  if (empty.kind === "unknown") return known(empty.unknown);
  if (empty.kind === "absent") return undefined;
  const value = selectAttribute(empty.attribute.thunk.force(), "value");
  if (value.kind === "unknown") return known(value.unknown);
  return value.kind === "found" ? value.attribute.thunk : undefined;
}

/** All of them: false where one is false, else why one is not known. What certainly fails counts before what is not known. */
export function allOf<T>(items: readonly T[], ask: (item: T) => Answer): Answer {
  let doubt: UnknownValue | undefined;
  for (const item of items) {
    const answer = ask(item);
    if (answer === false) return false;
    if (answer !== true && doubt?.failure === undefined) doubt = answer.failure ? answer : (doubt ?? answer);
  }
  return doubt ?? true;
}

/** The argument `defs` of a merge function. */
function definitionList(defs: readonly Defined[]): Thunk {
  return known(list(defs.map((def) => known(definitionSet(def)))));
}

export function definitionSet({ value, file }: Defined): AttrsValue {
  return attrs([
    ["file", known(string(file ?? UNKNOWN_FILE))],
    ["value", known(value)],
  ]);
}

/** What nixpkgs calls the file of a module that has none (`unknownModule` in lib/options.nix). */
export const UNKNOWN_FILE = "<unknown-file>";

function pathThunk(loc: OptionPath): Thunk {
  return known(list(loc.map((part) => known(string(part)))));
}

function isTrue(value: Value): boolean {
  return value.kind === "bool" && value.value;
}

function isMergeFunction(value: Value): value is MergeFunction {
  return value.kind === "function" && "mergeHooks" in value;
}

function isCheckFunction(value: Value): value is CheckFunction {
  return value.kind === "function" && "holds" in value;
}

/** Why a definition says nothing that could be merged. */
export function notKnownAmong(defs: readonly Defined[]): UnknownValue {
  for (const { value } of defs) if (value.kind === "unknown") return value;
  return unknown("nothing defines it");
}
