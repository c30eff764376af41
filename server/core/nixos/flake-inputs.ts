/**
 * The inputs of a flake as its `outputs` get them. Nothing is fetched: what is known of an input is what is known of the
 * project it comes from (see input-kind.ts); a folder of the workspace is a flake of its own.
 */
import { attribute, attrs, attrsOf, nativeFunction, string } from "../nix/values/make.ts";
import { mergeAttrs } from "../nix/values/merge.ts";
import { attributeValue } from "../nix/values/select.ts";
import {
  type Attribute,
  type AttrsValue,
  known,
  type Thunk,
  type UnknownValue,
  unknown,
  type Value,
} from "../nix/values/value.ts";
import { firmly } from "./flake-lib.ts";
import { flakePartsLib } from "./flake-parts.ts";
import { flakeUtilsLib, systemNames } from "./flake-utils.ts";
import { homeManagerLib } from "./home-configuration.ts";
import { importTree } from "./import-tree.ts";
import { inputKind, type KnownProject, systemsList } from "./input-kind.ts";
import { type Framework, frameworkFile, NIXPKGS_SOURCE } from "./nixpkgs-source.ts";
import { besideBoot, FLAKE_MODULES, OWN_OPTIONS, outsideInput } from "./outside.ts";
import { packageSet } from "./package-set.ts";
import type { Workshop } from "./workspace.ts";

/** What inputs are made with. */
export interface InputMaker {
  readonly workshop: Workshop;
  /** The folder of the flake. */
  readonly folder: string;
  /** The flake in another folder of the workspace. */
  readonly flakeIn: (folder: string) => Thunk | undefined;
}

/** The argument of `outputs`: `self`, and an input for every name that is declared or asked for. */
export function flakeInputs(file: Value, outputs: Value, self: Thunk, maker: InputMaker): AttrsValue {
  const declared = attributeValue(file, "inputs");
  const names = new Set<string>();
  if (declared.kind === "attrs") for (const name of declared.attributes.keys()) names.add(name);
  if (outputs.kind === "function") for (const name of outputs.formals?.keys() ?? []) names.add(name);
  const attributes = new Map<string, Attribute>();
  const inputs = attrsOf(attributes, unknown("this input lies outside the workspace"));
  for (const name of names) {
    const value = maker.workshop.evaluator.context.lazy(() => inputValue(name, declared, inputs, maker));
    attributes.set(name, attribute(name, value));
  }
  attributes.set("self", attribute("self", self));
  return inputs;
}

function inputValue(name: string, declared: Value, inputs: AttrsValue, maker: InputMaker): Value {
  const kind = inputKind(name, declared, maker.folder);
  const why = unknown(outsideInput(name));
  switch (kind.kind) {
    case "folder":
      return folderValue(kind.path, kind.flake, why, maker);
    case "known":
      return projectValue(kind.project, () => systemsList(name, declared), inputs, why, maker);
    case "own-options":
      return openSet([["lib", maker.workshop.lib], ...OWN_MODULES], why);
    case "beside-boot": {
      const modules = kind.modules.map((module) => [module, known(unknown(besideBoot(name)))] as const);
      return openSet(
        [
          ["lib", maker.workshop.lib],
          ["nixosModules", known(openSet(modules, why))],
        ],
        why,
      );
    }
    case "other":
      return openSet([["lib", maker.workshop.lib]], why);
    default:
      return kind satisfies never;
  }
}

/** Outputs of an input whose modules need no reading. */
const OWN_MODULES = ["nixosModules", "nixosModule", "homeModules", "homeManagerModules"].map(
  (name) => [name, known(openSet([], unknown(OWN_OPTIONS)))] as const,
);

function folderValue(path: string, isFlake: boolean, why: UnknownValue, { flakeIn }: InputMaker): Value {
  const self = isFlake ? flakeIn(path) : undefined;
  if (self) return self.force();
  return isFlake
    ? why
    : attrs([
        ["outPath", known(string(path))],
        ["sourceInfo", known(why)],
      ]);
}

function projectValue(
  project: KnownProject,
  systems: () => string,
  inputs: AttrsValue,
  why: UnknownValue,
  { workshop }: InputMaker,
): Value {
  const { context } = workshop.evaluator;
  switch (project) {
    case "nixpkgs":
      return nixpkgsValue(why, workshop);
    case "flake-parts":
      return openSet(
        [
          ["lib", context.lazy(() => flakePartsLib(inputs, workshop))],
          ["flakeModules", known(openSet([], unknown(FLAKE_MODULES)))],
        ],
        why,
      );
    case "flake-utils":
      return openSet([["lib", known(flakeUtilsLib(context))]], why);
    case "home-manager":
      return openSet([["lib", known(homeManagerLib(context))], ...OWN_MODULES], why);
    case "import-tree": {
      const tree = importTree(context);
      return mergeAttrs(tree, attrs([["__imported", known(tree)]]));
    }
    case "nix-darwin":
      return openSet([["lib", known(attrs([["darwinSystem", known(unknown("this machine runs macOS"))]]))]], why);
    case "nixos-unified":
    case "snowfall":
    case "blueprint":
    case "clan":
    case "haumea":
      return frameworkValue(project, inputs, why, workshop);
    case "systems":
      return openSet([["__imported", context.lazy(() => systemNames(systems()))]], why);
    default:
      return project satisfies never;
  }
}

function frameworkValue(framework: Framework, inputs: AttrsValue, why: UnknownValue, workshop: Workshop): Value {
  const { lib } = workshop;
  const { context } = workshop.evaluator;
  const made = context.importFile(frameworkFile(framework), undefined);
  const open = nativeFunction("open", context, (set) => opened(set.force(), why));
  const given = attrs([
    ["lib", lib],
    ["open", known(open)],
    // Flakes take it from the framework that they use anyway.
    ["flake-parts", context.lazy(() => openSet([["lib", context.lazy(() => flakePartsLib(inputs, workshop))]], why))],
  ]);
  const value = context.apply(made, [known(given)], undefined);
  return opened(value, why);
}

/** What it names is there, and there may be more. */
function opened(value: Value, why: UnknownValue): Value {
  const set = firmly(value);
  return set.kind === "attrs" ? attrsOf(set.attributes, why) : set;
}

/** Sources: `lib.systems.flakeExposed` in nixpkgs. */
const SYSTEMS = ["x86_64-linux", "aarch64-linux", "i686-linux", "riscv64-linux", "x86_64-darwin", "aarch64-darwin"];

function nixpkgsValue(why: UnknownValue, { evaluator, lib, packageNames }: Workshop): AttrsValue {
  const { context } = evaluator;
  const packages = (system: Thunk): Thunk =>
    context.lazy(() => packageSet({ names: packageNames, lib, context, system }));
  const systems = SYSTEMS.map((system) => [system, packages(known(string(system)))] as const);
  const imported = nativeFunction("import", context, (argument) =>
    packages(context.lazy(() => systemOf(argument.force()))).force(),
  );
  return attrs([
    ...unknownMembers(FLAKE, why),
    ["lib", lib],
    ["legacyPackages", known(attrs(systems))],
    ["outPath", known(string(NIXPKGS_SOURCE))],
    ["__imported", known(imported)],
  ]);
}

/** What a flake has beside its outputs, and outputs that nixpkgs has. Source: flake.nix in nixpkgs. */
const FLAKE = [
  ...["_type", "inputs", "outputs", "sourceInfo", "rev", "shortRev", "lastModified", "lastModifiedDate", "narHash"],
  ...["nixosModules", "htmlDocs", "checks", "devShells", "formatter", "packages", "overlays"],
];

/** A set that is text in a string cannot be open: it might say how it becomes text. */
function unknownMembers(names: readonly string[], why: UnknownValue): readonly (readonly [string, Thunk])[] {
  return names.map((name) => [name, known(why)] as const);
}

/** `import nixpkgs { system = …; }`, or `localSystem`. */
function systemOf(argument: Value): Value {
  const system = attributeValue(argument, "system");
  return system.kind === "unknown" ? attributeValue(argument, "localSystem") : system;
}

function openSet(members: readonly (readonly [string, Thunk])[], why: UnknownValue): AttrsValue {
  return attrsOf(new Map(members.map(([name, thunk]) => [name, attribute(name, thunk)] as const)), why);
}
