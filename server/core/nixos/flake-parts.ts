/**
 * `flake-parts.lib`: a flake made of modules. They are evaluated with the module system of hosts; what they say under `flake`
 * are the outputs. Source: <https://flake.parts/module-arguments>, <https://flake.parts/options/flake-parts>.
 */
import type { EvalContext } from "../nix/values/context.ts";
import { attribute, attrs, attrsOf, nativeFunction } from "../nix/values/make.ts";
import { type AttrsValue, known, type Thunk, unknown, type Value } from "../nix/values/value.ts";
import { type FlakeModules, flakeModules } from "./flake-modules.ts";
import { perSystemOption } from "./per-system.ts";
import type { Workshop } from "./workspace.ts";

/** `inputs`: those of the flake, for a call that does not hand them on. */
export function flakePartsLib(inputs: Value, workshop: Workshop): AttrsValue {
  const { context } = workshop.evaluator;
  const evaluated = (args: Thunk, module: Thunk): FlakeModules =>
    flakeModules({ args: args.force(), module, inputs, workshop, lib: flakePartsLib(inputs, workshop) });
  return flakePartsMembers(context, evaluated);
}

function flakePartsMembers(context: EvalContext, evaluated: (args: Thunk, module: Thunk) => FlakeModules): AttrsValue {
  const one = (name: string, call: (argument: Thunk) => Value): readonly [string, Thunk] => [
    name,
    known(nativeFunction(name, context, call)),
  ];
  const two = (name: string, call: (first: Thunk, second: Thunk) => Value): readonly [string, Thunk] =>
    one(name, (first) => nativeFunction(name, context, (second) => call(first, second)));
  const members: readonly (readonly [string, Thunk])[] = [
    two("mkFlake", (args, module) => evaluated(args, module).outputs.force()),
    two("evalFlakeModule", (args, module) => attrs([["config", evaluated(args, module).config]])),
    two("importApply", (path, args) => context.apply(imported(path, context), [args], undefined)),
    one("mkPerSystemOption", perSystemOption),
    one("mkPerSystemType", () => unknown("types of `perSystem` are not evaluated")),
    // Declares options below one that is there already.
    one("mkSubmoduleOptions", (options) => options.force()),
    // Adds outputs that no host is made of.
    one("mkTransposedPerSystemModule", () => attrs([])),
  ];
  const more = unknown("this part of `flake-parts` is not evaluated");
  return attrsOf(new Map(members.map(([name, thunk]) => [name, attribute(name, thunk)] as const)), more);
}

function imported(path: Thunk, context: EvalContext): Value {
  const value = path.force();
  if (value.kind === "path") return context.importFile(value.path, value.at);
  return value.kind === "unknown" ? value : unknown("a path is needed", value.at);
}
