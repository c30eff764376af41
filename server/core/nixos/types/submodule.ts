/** `submodule` and `submoduleWith`: options whose value is a module system of its own. Source: nixpkgs' lib/types.nix. */
import { type Answer, attributeOr, withAttrs } from "../../nix/values/builtins/arguments.ts";
import { override } from "../../nix/values/builtins/modules.ts";
import type { EvalContext } from "../../nix/values/context.ts";
import { attrs, bool, int, list, nullValue, string } from "../../nix/values/make.ts";
import { mergeAttrs } from "../../nix/values/merge.ts";
import { ORDER, PRIORITY } from "../../nix/values/properties.ts";
import { attributeValue, selectAttribute } from "../../nix/values/select.ts";
import { type AttrsValue, failed, known, type Thunk, unknown, type Value } from "../../nix/values/value.ts";
import { type Definition, UNWRAPPED } from "../definition.ts";
import { type Evaluation, evaluateModules } from "../evaluate-modules.ts";
import { DOUBT, definitionsIn, givenModule } from "../given-modules.ts";
import { onceGuarded } from "../once-guarded.ts";
import { phraseOf } from "./element.ts";
import { makeType } from "./make-type.ts";
import { allOf, type Defined, type MergedValue, type OptionPath } from "./option-type.ts";
import { withMembers } from "./scalars.ts";

export interface SubmoduleSpec {
  /** A list of modules. */
  readonly modules: Thunk;
  readonly specialArgs: Thunk;
  /** True: a set is the configuration of the submodule, never a module with sections. Null: whatever another declaration says. */
  readonly shorthandOnlyDefinesConfig: boolean | null;
  readonly class: string | undefined;
  readonly description: string | undefined;
}

export function submoduleType(spec: SubmoduleSpec, context: EvalContext): AttrsValue {
  const evaluate = (modules: () => readonly Definition[], prefix: OptionPath): Evaluation =>
    evaluateModules({
      context,
      modules: () => [named("‹name›", PRIORITY.optionDefault), ...definitionsIn(spec.modules.force()), ...modules()],
      specialArgs: spec.specialArgs,
      prefix,
      class: spec.class,
    });
  const base = onceGuarded<Evaluation | undefined>(() => evaluate(() => [], []), undefined);
  const freeform = (): Value => base()?.system.root.child("_module").child("freeformType").value.force() ?? nullValue();
  const check = (value: Value): Answer => {
    if (value.kind === "string") return value.value.startsWith("/");
    return value.kind === "unknown" ? value : ["attrs", "function", "path"].includes(value.kind);
  };
  return makeType(
    {
      name: "submodule",
      description:
        spec.description ??
        context.lazy(() => {
          const type = freeform();
          if (type.kind !== "attrs") return string("submodule");
          return phraseOf(known(type), ["noun", "composite"], "open submodule of ", context).force();
        }),
      check,
      fits: (_loc, defs) => allOf(defs, ({ value }) => check(value)),
      merge: (loc, defs) => mergeSubmodule(loc, defs, spec, evaluate),
      emptyValue: known(
        attrs([["value", context.lazy(() => base()?.config.force() ?? unknown("it contains itself"))]]),
      ),
      modules: {
        get: spec.modules,
        replace: (modules) => submoduleType({ ...spec, modules }, context),
      },
      subOptions: (prefix) => {
        const path = prefix.force();
        if (path.kind !== "list") return path;
        const loc = path.items.flatMap((item) => {
          const part = item.kind === "item" ? item.thunk.force() : undefined;
          return part?.kind === "string" ? [part.value] : [];
        });
        const options = evaluate(() => [UNCHECKED], loc).options.force();
        const type = freeform();
        if (options.kind !== "attrs" || type.kind !== "attrs") return options;
        const free = context.lazy(() => context.apply(attributeValue(type, "getSubOptions"), [prefix], undefined));
        return withMembers(options, [["_freeformOptions", free]]);
      },
      functor: {
        payload: known(payloadOf(spec)),
        type: (payload) => submoduleWith(payload, context),
        together: (a, b) => together(a, b),
      },
      nested: [],
    },
    context,
  );
}

/** For documentation nothing that is defined has to be declared. */
const UNCHECKED: Definition = givenModule(
  attrs([["config", known(attrs([["_module", known(attrs([["check", known(bool(false))]]))]]))]]),
);

function named(name: string, priority?: number): Definition {
  const text = known(string(name));
  const value = priority === undefined ? text : known(override(known(int(priority)), text));
  return givenModule(attrs([["_module", known(attrs([["args", known(attrs([["name", value]]))]]))]]));
}

/**
 * Some releases of nixpkgs stop at a submodule's definition under `mkBefore`, others do not: `pushDownProperties` leaves it.
 * <https://github.com/NixOS/nixpkgs/blob/master/lib/modules.nix>
 */
function isOrdered(def: Defined & { readonly order?: number }): boolean {
  return def.order !== undefined && def.order !== ORDER.normal;
}

const ORDERED: MergedValue = { value: unknown("a submodule is defined under `mkOrder`"), certain: true };

function mergeSubmodule(
  loc: OptionPath,
  defs: readonly Defined[],
  spec: SubmoduleSpec,
  evaluate: (modules: () => readonly Definition[], prefix: OptionPath) => Evaluation,
): MergedValue {
  if (defs.some(isOrdered)) return ORDERED;
  const modules = (): readonly Definition[] => [
    named(loc.at(-1) ?? ""),
    ...defs.map(({ value, certain, file, binding }): Definition => {
      const isConfig = value.kind === "attrs" && spec.shorthandOnlyDefinesConfig === true;
      return {
        thunk: known(isConfig ? attrs([["config", known(value)]]) : value),
        wrapping: certain ? UNWRAPPED : { ...UNWRAPPED, conditions: [() => DOUBT] },
        binding,
        file,
      };
    }),
  ];
  const { config, system } = evaluate(modules, loc);
  const { root } = system;
  const value = config.force();
  const [first] = defs;
  return {
    value: value.kind === "attrs" && defs.length === 1 ? { ...value, at: first?.value.at } : value,
    certain: defs.some(({ certain }) => certain),
    graded: true,
    first,
    parts: { names: () => root.names().filter((name) => name !== "_module"), child: root.child },
  };
}

function payloadOf({
  modules,
  specialArgs,
  shorthandOnlyDefinesConfig,
  class: own,
  description,
}: SubmoduleSpec): Value {
  const shorthand = shorthandOnlyDefinesConfig === null ? nullValue() : bool(shorthandOnlyDefinesConfig);
  return attrs([
    ["modules", modules],
    ["specialArgs", specialArgs],
    ["shorthandOnlyDefinesConfig", known(shorthand)],
    ["class", known(own === undefined ? nullValue() : string(own))],
    ["description", known(description === undefined ? nullValue() : string(description))],
  ]);
}

/** Two declarations of a submodule: the modules of both. */
function together(a: Thunk, b: Thunk): Value {
  const [left, right] = [a.force(), b.force()];
  const both = (name: string): readonly [Value, Value] => [
    attributeOr(left, name, nullValue),
    attributeOr(right, name, nullValue),
  ];
  const [modules, more] = both("modules");
  if (modules.kind !== "list" || more.kind !== "list") return unknown("the modules of a submodule are not known");
  const agreed = ["class", "shorthandOnlyDefinesConfig", "description"].map((name): readonly [string, Value] => {
    const [one, other] = both(name);
    if (one.kind === "null") return [name, other];
    if (other.kind === "null" || sameText(one, other)) return [name, one];
    return [name, failed("throw", `a submodule is declared with conflicting values of \`${name}\``)];
  });
  const stop = agreed.find(([, value]) => value.kind === "unknown")?.[1];
  if (stop) return stop;
  const [args, otherArgs] = both("specialArgs");
  return attrs([
    ["modules", known({ ...list([]), items: [...modules.items, ...more.items] })],
    ["specialArgs", known(mergeAttrs(args, otherArgs))],
    ...agreed.map(([name, value]) => [name, known(value)] as const),
  ]);
}

function sameText(a: Value, b: Value): boolean {
  return (a.kind === "string" || a.kind === "bool") && a.kind === b.kind && a.value === b.value;
}

/** `submodule modules`: one module, or a list of them. */
export function submodule(modules: Thunk, context: EvalContext): Value {
  const all = context.lazy(() => {
    const given = modules.force();
    return given.kind === "list" || given.kind === "unknown" ? given : list([modules]);
  });
  return submoduleType(
    {
      modules: all,
      specialArgs: known(attrs([])),
      shorthandOnlyDefinesConfig: true,
      class: undefined,
      description: undefined,
    },
    context,
  );
}

/** `submoduleWith { modules = [ … ]; specialArgs = { … }; … }` */
export function submoduleWith(argument: Thunk, context: EvalContext): Value {
  return withAttrs(argument, (given) => {
    const shorthand = attributeOr(given, "shorthandOnlyDefinesConfig", nullValue);
    const [own, description] = [attributeOr(given, "class", nullValue), attributeOr(given, "description", nullValue)];
    const specialArgs = selectAttribute(given, "specialArgs");
    const isNull = shorthand.kind === "null" && given.attributes.has("shorthandOnlyDefinesConfig");
    return submoduleType(
      {
        modules: context.lazy(() => attributeValue(given, "modules")),
        specialArgs: specialArgs.kind === "found" ? specialArgs.attribute.thunk : known(attrs([])),
        shorthandOnlyDefinesConfig: isNull ? null : shorthand.kind === "bool" && shorthand.value,
        class: own.kind === "string" ? own.value : undefined,
        description: description.kind === "string" ? description.value : undefined,
      },
      context,
    );
  });
}
