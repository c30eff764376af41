/** `mergeDefinitions`, `evalOptionValue` and their like: options without a module system around them. Source: nixpkgs' lib/modules.nix. */

import { withAttrs } from "../nix/values/builtins/arguments.ts";
import type { EvalContext } from "../nix/values/context.ts";
import { attrs, bool, int, list } from "../nix/values/make.ts";
import { PRIORITY } from "../nix/values/properties.ts";
import { attributeValue } from "../nix/values/select.ts";
import { known, type Thunk, unknown, type Value } from "../nix/values/value.ts";
import { contentsOf, type Definition, UNWRAPPED } from "./definition.ts";
import { unwrapped } from "./definition-wrappers.ts";
import { declaredAt } from "./option-declarations.ts";
import { optionSet } from "./option-set.ts";
import { type TypedOption, typedOption } from "./typed-option.ts";
import { definedOf, pathOf } from "./types/merge-arguments.ts";
import { definitionSet, type OptionPath, readType } from "./types/option-type.ts";

export function mergeDefinitions(loc: Thunk, type: Thunk, defs: Thunk, context: EvalContext): Value {
  const path = pathOf(loc.force());
  const definitions = definedList(defs);
  if (!path || !definitions) return unknown("the definitions are not all known");
  return mergedAttributes(optionOf(path, type, definitions, context), context);
}

export function evalOptionValue(loc: Thunk, option: Thunk, defs: Thunk, context: EvalContext): Value {
  return withAttrs(option, (declaration) => {
    const path = pathOf(loc.force());
    const definitions = definedList(defs);
    if (!path || !definitions) return unknown("the definitions are not all known");
    const fallback = declaration.attributes.get("default");
    const withDefault = fallback
      ? [{ ...unwrapped(fallback.thunk), wrapping: { ...UNWRAPPED, priority: PRIORITY.optionDefault } }, ...definitions]
      : definitions;
    const apply = declaration.attributes.get("apply");
    const typed = typedOption({
      loc: path,
      type: () => readType(attributeValue(declaration, "type"), context),
      definitions: () => withDefault,
      context,
      apply: apply && ((value) => context.apply(apply.thunk.force(), [value], undefined)),
    });
    return optionSet(path, declaration, typed, context);
  });
}

/** `[ { options = mkOption { … }; _file = "…"; } … ]` as one declaration. */
export function mergeOptionDecls(loc: Thunk, declarations: Thunk, context: EvalContext): Value {
  const path = pathOf(loc.force());
  const all = declarations.force();
  if (!path || all.kind !== "list") return unknown("the declarations are not all known");
  const read = all.items.map((item) => {
    const set = item.kind === "item" ? item.thunk.force() : item.unknown;
    const file = attributeValue(set, "_file");
    return {
      thunk: context.lazy(() => attributeValue(set, "options")),
      file: file.kind === "string" ? file.value : file.kind === "path" ? file.path : undefined,
    };
  });
  const declared = declaredAt(path, read, context);
  if (declared.kind === "option") return declared.set;
  return declared.kind === "refused" ? declared.why : attrs([]);
}

/** For each name what is defined there, with its priority. */
export function mergeAttrDefinitions(option: Thunk, context: EvalContext): Value {
  return withAttrs(option, (set) => {
    const definitions = definedOf(attributeValue(set, "definitionsWithLocations"));
    const loc = pathOf(attributeValue(set, "loc"));
    if (!definitions || !loc) return unknown("the definitions are not all known");
    const byName = new Map<string, Definition[]>();
    for (const definition of definitions) {
      for (const { value, wrapping } of contentsOf(definitionOf(definition))) {
        if (value.kind !== "attrs" || value.open) return unknown("the definitions are not all known");
        for (const [name, attribute] of value.attributes) {
          const entry = { thunk: attribute.thunk, wrapping, binding: attribute.binding, file: definition.file };
          byName.set(name, [...(byName.get(name) ?? []), entry]);
        }
      }
    }
    const element = context.lazy(() =>
      attributeValue(attributeValue(attributeValue(set, "type"), "nestedTypes"), "elemType"),
    );
    return attrs(
      [...byName].map(([name, each]) => {
        const merged = context.lazy(() => mergedAttributes(optionOf([...loc, name], element, each, context), context));
        const members: readonly (readonly [string, Thunk])[] = [
          ["value", context.lazy(() => attributeValue(merged.force(), "mergedValue"))],
          [
            "highestPrio",
            context.lazy(() => attributeValue(attributeValue(merged.force(), "defsFinal'"), "highestPrio")),
          ],
        ];
        return [name, known(attrs(members))] as const;
      }),
    );
  });
}

function mergedAttributes(option: TypedOption, context: EvalContext): Value {
  const final = context.lazy(() => list(option.winners().map((winner) => known(definitionSet(winner)))));
  const isDefined = context.lazy(() => {
    const answer = option.isDefined();
    return typeof answer === "boolean" ? bool(answer) : answer;
  });
  return attrs([
    ["isDefined", isDefined],
    ["mergedValue", option.value],
    ["defsFinal", final],
    [
      "defsFinal'",
      known(
        attrs([
          ["values", final],
          [
            "highestPrio",
            context.lazy(() => {
              const [first] = option.winners();
              if (!first) return int(9999);
              return first.priority === undefined ? unknown("a priority is not known") : int(first.priority);
            }),
          ],
        ]),
      ),
    ],
    [
      "optionalValue",
      context.lazy(() => {
        const defined = isDefined.force();
        if (defined.kind !== "bool") return defined;
        return attrs(defined.value ? [["value", option.value]] : []);
      }),
    ],
    ["checkedAndMerged", known(unknown("what a type says about its values is not evaluated"))],
  ]);
}

function optionOf(loc: OptionPath, type: Thunk, definitions: readonly Definition[], context: EvalContext): TypedOption {
  return typedOption({ loc, type: () => readType(type.force(), context), definitions: () => definitions, context });
}

function definedList(defs: Thunk): readonly Definition[] | undefined {
  const value = defs.force();
  if (value.kind !== "list") return undefined;
  const definitions: Definition[] = [];
  for (const item of value.items) {
    if (item.kind === "gap" || !item.certain) return undefined;
    const set = item.thunk.force();
    if (set.kind !== "attrs") return undefined;
    const file = set.attributes.get("file")?.thunk.force();
    const own = set.attributes.get("value");
    definitions.push({
      thunk: own?.thunk ?? known(unknown("a definition has no value")),
      wrapping: UNWRAPPED,
      binding: undefined,
      file: file?.kind === "string" ? file.value : file?.kind === "path" ? file.path : undefined,
    });
  }
  return definitions;
}

/** A definition as `mergeDefinitions` is given it. */
function definitionOf({
  value,
  file,
  binding,
  certain,
}: NonNullable<ReturnType<typeof definedOf>>[number]): Definition {
  const wrapping = certain ? UNWRAPPED : { ...UNWRAPPED, conditions: [() => unknown("a definition is not certain")] };
  return { thunk: known(value), wrapping, binding, file };
}
