/** `anything`: sets are merged name by name, functions by what they give, all else must agree. Source: nixpkgs' lib/types.nix. */
import type { EvalContext } from "../../nix/values/context.ts";
import { nativeFunction } from "../../nix/values/make.ts";
import type { AttrsValue, FunctionValue, Value } from "../../nix/values/value.ts";
import { membersNamed, type TypedOption, typedOption } from "../typed-option.ts";
import { mergedNames, namesIn } from "./attr-members.ts";
import { makeType } from "./make-type.ts";
import { likeliest, mergeEqual, mergeOne, shown, stopped } from "./merges.ts";
import { type Defined, type MergedValue, type OptionPath, type OptionType, readType } from "./option-type.ts";
import { isStringLike } from "./paths.ts";

/** Sets are merged name by name, everything else must agree. */
export function anythingType(context: EvalContext): AttrsValue {
  const merge = (loc: OptionPath, defs: readonly Defined[]): MergedValue => mergeAnything(loc, defs, type, context);
  const set = makeType(
    { name: "anything", description: "anything", phrase: "noun", check: () => true, merge },
    context,
  );
  let own: OptionType | undefined;
  const type = (): OptionType => {
    if (own) return own;
    const read = readType(set, context);
    if ("why" in read) throw new Error(read.why);
    own = read;
    return read;
  };
  return set;
}

function mergeAnything(
  loc: OptionPath,
  defs: readonly Defined[],
  type: () => OptionType,
  context: EvalContext,
): MergedValue {
  const certain = defs.filter((def) => def.certain && def.value.kind !== "unknown");
  const kinds = new Set(certain.map(({ value }) => kindOf(value)));
  if (kinds.size > 1) return stopped(`The option \`${shown(loc)}' has conflicting option types`, certain[0]?.binding);
  const [first] = certain.length > 0 ? certain : defs.filter(({ value }) => value.kind !== "unknown");
  if (!first) return likeliest(defs);
  const kind = kindOf(first.value);
  const alike = defs.filter(({ value }) => value.kind === "unknown" || kindOf(value) === kind);
  if (kind === "set") return mergeAnySets(loc, alike, type, context);
  if (kind === "stringCoercibleSet") return mergeOne(loc, alike);
  if (kind === "function") {
    const [only, ...others] = alike;
    if (only && others.length === 0 && !only.certain) return { value: only.value, certain: false, first: only };
    return { value: mergedCalls(loc, alike, type, context), certain: certain.length > 0, first };
  }
  return mergeEqual(context)(loc, defs);
}

function kindOf(value: Value): string {
  if (value.kind !== "attrs") return value.kind;
  return isStringLike(value) === true ? "stringCoercibleSet" : "set";
}

function mergeAnySets(
  loc: OptionPath,
  defs: readonly Defined[],
  type: () => OptionType,
  context: EvalContext,
): MergedValue {
  const children = new Map<string, TypedOption>();
  const child = (name: string): TypedOption => {
    const present = children.get(name);
    if (present) return present;
    const definitions = membersNamed(name, defs);
    const node = typedOption({ loc: [...loc, name], type, definitions: () => definitions, context });
    children.set(name, node);
    return node;
  };
  const names = namesIn(defs);
  const spent = context.tick(1 + names.length);
  if (spent) return { value: spent, certain: true };
  return mergedNames(defs, { names: () => names, child }, (name) => child(name).isDefined());
}

function mergedCalls(
  loc: OptionPath,
  defs: readonly Defined[],
  type: () => OptionType,
  context: EvalContext,
): FunctionValue {
  return nativeFunction("merged", context, (argument) => {
    const results = defs.map((def) => ({ ...def, value: context.apply(def.value, [argument], undefined) }));
    const merged = type().merge([...loc, "<function body>"], results);
    return merged.certain || merged.graded
      ? merged.value
      : { kind: "unknown", why: "a function is not certain", at: undefined };
  });
}
