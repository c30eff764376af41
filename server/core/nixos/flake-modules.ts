/**
 * The modules of a flake that is made with flake-parts: what they say together, and the outputs that this makes. Modules for
 * other module systems (`flake.modules.CLASS.NAME`, `flake.nixosModules.NAME`) are handed on as they were written: all
 * definitions of one name are one module that imports them. Source: <https://flake.parts/options/flake-parts-modules>.
 */
import { attribute, attrs, attrsOf, listOf, nativeFunction, string } from "../nix/values/make.ts";
import { selectAttribute } from "../nix/values/select.ts";
import {
  type Attribute,
  type AttrsValue,
  known,
  type ListItem,
  type Thunk,
  type UnknownValue,
  unknown,
  type Value,
} from "../nix/values/value.ts";
import { contentsOf, type Definition, holds, isPlainSet, UNWRAPPED } from "./definition.ts";
import { createModuleSystem } from "./module-system.ts";
import type { OptionNode } from "./option-tree.ts";
import { createPerSystem, transposed } from "./per-system.ts";
import { withMember } from "./with-member.ts";
import type { Workshop } from "./workspace.ts";

export interface FlakeModules {
  /** The outputs: `config.flake`. */
  readonly outputs: Thunk;
  readonly config: Thunk;
}

export interface FlakeModulesInput {
  /** The first argument of `mkFlake`. */
  readonly args: Value;
  readonly module: Thunk;
  readonly inputs: Value;
  /** The argument `flake-parts-lib`. */
  readonly lib: Value;
  readonly workshop: Workshop;
}

/** Outputs that hold modules, and how deep below them the modules are. */
const MODULES: Readonly<Record<string, number>> = {
  modules: 2,
  nixosModules: 1,
  darwinModules: 1,
  homeModules: 1,
  homeManagerModules: 1,
  flakeModules: 1,
};

export function flakeModules({ args, module, inputs: own, lib, workshop }: FlakeModulesInput): FlakeModules {
  const { context } = workshop.evaluator;
  const inputs = givenOr(args, "inputs", known(own));
  const self = givenOr(
    args,
    "self",
    context.lazy(() => givenOr(inputs.force(), "self", known(unknown("`self` is not given"))).force()),
  );
  const system = createModuleSystem({
    context,
    modules: () => [{ thunk: module, wrapping: UNWRAPPED, binding: undefined }],
    args: () =>
      new Map<string, Thunk>([
        ["lib", workshop.lib],
        ["inputs", inputs],
        ["self", self],
        ["flake-parts-lib", known(lib)],
        ["withSystem", known(nativeFunction("withSystem", context, (name) => perSystem.withSystem(name)))],
        ["getSystem", known(nativeFunction("getSystem", context, (name) => perSystem.at(name).config.force()))],
        ["moduleWithSystem", known(nativeFunction("moduleWithSystem", context, (fn) => perSystem.moduleWith(fn)))],
        ["moduleLocation", known(string(`${workshop.root}/flake.nix`))],
        ["config", config],
        ...specialArgs(args),
      ]),
    isFileValue: workshop.isFileValue,
  });
  const perSystem = createPerSystem({ system, inputs, self, workshop });

  let last: { readonly base: AttrsValue; readonly value: AttrsValue } | undefined;
  const config: Thunk = {
    force() {
      const base = system.config.force();
      if (base.kind !== "attrs") return base;
      if (last?.base !== base) {
        // `processedFlake`: what `mkFlake` gives, for those who evaluate the modules themselves.
        const members = ["flake", "processedFlake"].map((name) => attribute(name, outputs));
        last = { base, value: { ...base, attributes: members.reduce(withMember, base.attributes) } };
      }
      return last.value;
    },
  };

  const outputs = context.lazy((): Value => {
    const flake = system.root.child("flake");
    const attributes = new Map<string, Attribute>();
    for (const name of flake.names()) attributes.set(name, outputAttribute(name, flake.child(name)));
    for (const [name, thunk] of transposed(system.root, perSystem, context)) {
      if (!attributes.has(name)) attributes.set(name, attribute(name, thunk));
    }
    return attrsOf(attributes, openness(flake));
  });

  function outputAttribute(name: string, node: OptionNode): Attribute {
    const depth = MODULES[name];
    const thunk =
      depth !== undefined
        ? context.lazy(() => deferred(node, depth))
        : name === "nixosConfigurations"
          ? context.lazy(() => namedValues(node))
          : node.value;
    return { ...attribute(name, thunk), binding: node.definitions()[0]?.binding };
  }

  /** The set of what is defined below a node: closed where every module was seen. */
  function namedValues(node: OptionNode): Value {
    if (isOneUnknown(node)) return node.value.force();
    const attributes = node.names().flatMap((name): (readonly [string, Attribute])[] => {
      const child = node.child(name);
      const answers = child.definitions().map(({ wrapping }) => holds(wrapping));
      if (answers.length > 0 && answers.every((answer) => answer === false)) return [];
      const binding = child.definitions()[0]?.binding;
      return [[name, { ...attribute(name, child.raw), binding }]];
    });
    return attrsOf(new Map(attributes), openness(node));
  }

  function deferred(node: OptionNode, depth: number): Value {
    if (depth > 0 && isOneUnknown(node)) return node.value.force();
    if (depth === 0) return attrs([["imports", known(listOf(node.definitions().flatMap(moduleItem)))]]);
    const attributes = node.names().map(
      (name) =>
        [
          name,
          attribute(
            name,
            context.lazy(() => deferred(node.child(name), depth - 1)),
          ),
        ] as const,
    );
    return attrsOf(new Map(attributes), openness(node));
  }

  /** Why a set may have more than is seen. */
  function openness(node: OptionNode): UnknownValue | undefined {
    for (const { value } of node.definitions().flatMap(contentsOf)) {
      if (value.kind === "unknown") return value;
      if (isPlainSet(value) && value.open) return value.open;
    }
    return undefined;
  }

  return { outputs, config };
}

function isOneUnknown(node: OptionNode): boolean {
  const contents = node.definitions().flatMap(contentsOf);
  return contents.length > 0 && contents.every(({ value }) => value.kind === "unknown");
}

function moduleItem({ thunk, wrapping }: Definition): readonly ListItem[] {
  const answer = holds(wrapping);
  return answer === false ? [] : [{ kind: "item", thunk, certain: answer === true }];
}

function givenOr(set: Value, name: string, fallback: Thunk): Thunk {
  const selection = selectAttribute(set, name);
  return selection.kind === "found" ? selection.attribute.thunk : fallback;
}

function specialArgs(args: Value): readonly (readonly [string, Thunk])[] {
  const special = selectAttribute(args, "specialArgs");
  const value = special.kind === "found" ? special.attribute.thunk.force() : undefined;
  return value?.kind === "attrs" ? [...value.attributes.values()].map(({ name, thunk }) => [name, thunk] as const) : [];
}
