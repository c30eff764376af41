/**
 * `perSystem` of flake-parts: modules that are evaluated once for each system, and what the modules of the flake take from
 * them through `withSystem`. Source: <https://flake.parts/module-arguments#persystem-module-parameters>.
 */
import type { EvalContext } from "../nix/values/context.ts";
import { attribute, attrs, attrsOf, nativeFunction, string } from "../nix/values/make.ts";
import { attributeValue, selectAttribute } from "../nix/values/select.ts";
import {
  type Attribute,
  type AttrsValue,
  known,
  type Thunk,
  type UnknownValue,
  unknown,
  type Value,
} from "../nix/values/value.ts";
import { type Definition, UNWRAPPED } from "./definition.ts";
import { createModuleSystem, type ModuleSystem } from "./module-system.ts";
import type { OptionNode } from "./option-tree.ts";
import { packageSet } from "./package-set.ts";
import type { Workshop } from "./workspace.ts";

/** Keeps the module that `mkPerSystemOption` was given, in the declaration that it makes. */
const MODULE = "__perSystemModule";

export function perSystemOption(module: Thunk): Value {
  return attrs([
    ["_type", known(string("option"))],
    [MODULE, module],
  ]);
}

export interface PerSystem {
  at(name: Thunk): OneSystem;
  withSystem(name: Thunk): Value;
  moduleWith(fn: Thunk): Value;
}

export interface OneSystem {
  /** The arguments that modules of this system, and functions given to `withSystem`, are called with. */
  readonly args: AttrsValue;
  readonly config: Thunk;
}

export interface PerSystemInput {
  readonly system: ModuleSystem;
  readonly inputs: Thunk;
  readonly self: Thunk;
  readonly workshop: Workshop;
}

export function createPerSystem({ system, inputs, self, workshop }: PerSystemInput): PerSystem {
  const { context } = workshop.evaluator;
  const systems = new Map<string, OneSystem>();

  function modules(): readonly Definition[] {
    const declared = system.closure().modules.flatMap(({ options }) => declaredModules(options));
    return [
      ...system.root.child("perSystem").definitions(),
      ...declared.map((thunk) => ({ thunk, wrapping: UNWRAPPED, binding: undefined })),
    ];
  }

  function make(name: Value): OneSystem {
    const { lib, packageNames } = workshop;
    const pkgs = context.lazy(() => packageSet({ names: packageNames, lib, context, system: known(name) }));
    const basic: readonly (readonly [string, Thunk])[] = [
      ["system", known(name)],
      ["lib", lib],
      ["pkgs", pkgs],
      ["self'", context.lazy(() => ofSystem(self.force(), name, context))],
      ["inputs'", context.lazy(() => inputsOfSystem(inputs.force(), name, context))],
    ];
    const inner = createModuleSystem({
      context,
      modules,
      args: () => new Map(basic),
      isFileValue: workshop.isFileValue,
    });
    const given = inner.root.child("_module").child("args");
    const more = given
      .names()
      .filter((one) => one !== "pkgs")
      .map((one) => [one, given.child(one).raw] as const);
    const members = [...basic, ["config", inner.config] as const, ...more];
    const args = attrsOf(
      new Map(members.map(([one, thunk]) => [one, attribute(one, thunk)] as const)),
      unknown("this argument is not given"),
    );
    return { args, config: inner.config };
  }

  function at(name: Thunk): OneSystem {
    const value = name.force();
    const key = value.kind === "string" ? value.value : "";
    const present = systems.get(key);
    if (present) return present;
    const made = make(value);
    systems.set(key, made);
    return made;
  }

  return {
    at,
    withSystem: (name) =>
      nativeFunction("withSystem", context, (fn, place) => context.apply(fn.force(), [known(at(name).args)], place)),
    moduleWith: (fn) =>
      nativeFunction("moduleWithSystem", context, (given) => {
        const platform = attributeValue(
          attributeValue(attributeValue(given.force(), "pkgs"), "stdenv"),
          "hostPlatform",
        );
        const name = context.lazy(() => attributeValue(platform, "system"));
        const module = context.apply(fn.force(), [known(at(name).args)], undefined);
        return attrs([
          [
            "imports",
            known({ kind: "list", at: undefined, items: [{ kind: "item", thunk: known(module), certain: true }] }),
          ],
        ]);
      }),
  };
}

function declaredModules(options: Thunk | undefined): readonly Thunk[] {
  if (!options) return [];
  const option = attributeValue(options.force(), "perSystem");
  const module = option.kind === "attrs" ? option.attributes.get(MODULE) : undefined;
  return module ? [module.thunk] : [];
}

/** Outputs that are there once for each system. Source: <https://flake.parts/options/flake-parts>. */
const OUTPUTS = ["apps", "checks", "devShells", "legacyPackages", "packages"];

/** The outputs of a flake for one system: `self'`, and `inputs'.NAME`. */
function ofSystem(flake: Value, name: Value, context: EvalContext): Value {
  const of = (output: string): Thunk =>
    context.lazy(() => {
      const systems = attributeValue(flake, output);
      return name.kind === "string" ? attributeValue(systems, name.value) : name;
    });
  const attributes = new Map<string, Attribute>(OUTPUTS.map((output) => [output, attribute(output, of(output))]));
  return attrsOf(attributes, unknown("this output for one system is not evaluated"));
}

function inputsOfSystem(inputs: Value, name: Value, context: EvalContext): Value {
  if (inputs.kind !== "attrs") return inputs;
  const attributes = [...inputs.attributes.keys()].map((input) => {
    const value = context.lazy(() => ofSystem(attributeValue(inputs, input), name, context));
    return [input, attribute(input, value)] as const;
  });
  return attrsOf(new Map(attributes), inputs.open);
}

/** `packages.SYSTEM` and the like of the whole flake, made from what `perSystem` says. */
export function transposed(
  root: OptionNode,
  perSystem: PerSystem,
  context: EvalContext,
): readonly (readonly [string, Thunk])[] {
  return OUTPUTS.map((output) => [output, context.lazy(() => bySystem(output, root, perSystem, context))] as const);
}

function bySystem(output: string, root: OptionNode, perSystem: PerSystem, context: EvalContext): Value {
  const systems = root.child("systems").state();
  if (systems.kind !== "known" || systems.value.kind !== "list")
    return unknown("the systems of the flake are not known");
  const attributes = new Map<string, Attribute>();
  let open: UnknownValue | undefined;
  for (const one of systems.value.items) {
    const name = one.kind === "item" ? one.thunk.force() : one.unknown;
    if (name.kind !== "string") {
      open = unknown("the systems of the flake are not known");
      continue;
    }
    const value = context.lazy(() => {
      const selection = selectAttribute(perSystem.at(known(name)).config.force(), output);
      return selection.kind === "found"
        ? selection.attribute.thunk.force()
        : attrsOf(new Map(), unknown("not evaluated"));
    });
    attributes.set(name.value, attribute(name.value, value));
  }
  return attrsOf(attributes, open);
}
