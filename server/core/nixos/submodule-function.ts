/**
 * Functions that stand where NixOS has a submodule: `users.users.alice = { name, config, ... }: { … };`. The option is not
 * declared in the workspace, so it is the function that shows what it is: it asks for a module's arguments by name.
 * Source: <https://nixos.org/manual/nixos/stable/#section-option-types-submodule>.
 */
import type { EvalContext } from "../nix/values/context.ts";
import { attribute, attrsOf, string } from "../nix/values/make.ts";
import { type Attribute, known, type Thunk, unknown, type Value } from "../nix/values/value.ts";
import { sectionsOf } from "./module-syntax.ts";

/** Arguments that every submodule is given. */
const OWN = new Set(["name", "config", "options", "lib"]);
/** Names that a submodule may ask for beside those; who asks for others is some other function. */
const COMMON = new Set([...OWN, "pkgs", "specialArgs", "modulesPath", "utils", "inputs", "self"]);

/** The configuration that a submodule's function gives; the value itself where it is another kind of function. */
export function callSubmodule(
  fn: Value,
  path: readonly string[],
  config: Thunk,
  given: ReadonlyMap<string, Thunk>,
  context: EvalContext,
): Value {
  if (fn.kind !== "function" || !asksForModuleArguments(fn.formals)) return fn;
  const attributes = new Map<string, Attribute>();
  for (const name of fn.formals?.keys() ?? []) {
    attributes.set(name, attribute(name, argumentFor(name, path, config, given)));
  }
  const argument = attrsOf(attributes, unknown("a submodule may be given more arguments"));
  const module = context.apply(fn, [known(argument)], fn.at);
  return module.kind === "attrs" && module.attributes.has("config")
    ? sectionsOf(module, context).config.force()
    : module;
}

function asksForModuleArguments(formals: ReadonlyMap<string, unknown> | undefined): boolean {
  if (!formals || formals.size === 0) return false;
  const names = [...formals.keys()];
  return names.some((name) => name === "name" || name === "config") && names.every((name) => COMMON.has(name));
}

function argumentFor(name: string, path: readonly string[], config: Thunk, given: ReadonlyMap<string, Thunk>): Thunk {
  if (name === "name") return known(string(path.at(-1) ?? ""));
  if (name === "config") return config;
  if (name === "options") return known(unknown("the options of a submodule of NixOS are not seen"));
  // NixOS gives its submodules `lib` and what they bring themselves; `pkgs` only some of them, and then the same.
  return given.get(name) ?? known(unknown(`the argument \`${name}\` is not given`));
}
