/**
 * `nixpkgs.lib.nixosSystem { … }`: what it is called with is kept, so that whoever finds the result finds the host. The rest
 * of the result is what other hosts read of it, `config` above all.
 */
import type { EvalContext } from "../nix/values/context.ts";
import { attribute, attrs, attrsOf, list, nativeFunction, string } from "../nix/values/make.ts";
import { concatLists, mergeAttrs } from "../nix/values/merge.ts";
import { selectAttribute } from "../nix/values/select.ts";
import { type AttrsValue, type FunctionValue, known, type Thunk, unknown, type Value } from "../nix/values/value.ts";
import { type Definition, UNWRAPPED } from "./definition.ts";

/** The argument of the call, in the result: an attribute that no real configuration has. */
const ARGUMENT = "__nixosSystem";

/** What a call is evaluated with: the value of `config`, and the package set. */
export interface SystemEvaluation {
  readonly config: (argument: Value) => Value;
  readonly pkgs: (argument: Value) => Value;
}

/** `lib`: the one it was extended with, which modules are handed where the call brings none of its own. */
export function nixosSystem(context: EvalContext, evaluation: SystemEvaluation, lib?: Thunk): FunctionValue {
  return nativeFunction("nixosSystem", context, (argument) => {
    const given = lib ? context.lazy(() => withLib(argument.force(), lib)) : argument;
    return systemValue(given, context, evaluation);
  });
}

/** Source: `nixosSystem` in flake.nix of nixpkgs. */
function withLib(argument: Value, lib: Thunk): Value {
  if (argument.kind !== "attrs" || argument.attributes.has("lib")) return argument;
  return { ...argument, attributes: new Map([...argument.attributes, ["lib", attribute("lib", lib)]]) };
}

/** Marked as nixpkgs marks it (`_type`), so that the module system hands it on and does not look into it. */
function systemValue(argument: Thunk, context: EvalContext, evaluation: SystemEvaluation): AttrsValue {
  const extend = nativeFunction("extendModules", context, (more) => {
    const both = context.lazy(() => extended(argument.force(), more.force(), context));
    return systemValue(both, context, evaluation);
  });
  const members: readonly (readonly [string, Thunk])[] = [
    ["_type", known(string("configuration"))],
    ["class", known(string("nixos"))],
    [ARGUMENT, argument],
    ["config", context.lazy(() => evaluation.config(argument.force()))],
    ["pkgs", context.lazy(() => evaluation.pkgs(argument.force()))],
    ["extendModules", known(extend)],
  ];
  const attributes = new Map(members.map(([name, thunk]) => [name, attribute(name, thunk)] as const));
  return attrsOf(attributes, unknown("this part of a configuration is not evaluated"));
}

/** The call with further modules and arguments. */
function extended(argument: Value, more: Value, context: EvalContext): Value {
  const joined = (
    name: string,
    join: (first: Value, second: Value) => Value,
    empty: Value,
  ): readonly [string, Thunk] => [
    name,
    context.lazy(() => join(givenTo(argument, name)?.force() ?? empty, givenTo(more, name)?.force() ?? empty)),
  ];
  return mergeAttrs(
    argument,
    attrs([
      joined("modules", (first, second) => concatLists([first, second]), list([])),
      joined("specialArgs", mergeAttrs, attrs([])),
    ]),
  );
}

/** What `nixosSystem` was called with; undefined for any other value. Nothing that it is merged with has this attribute. */
export function systemArgument(value: Value): Value | undefined {
  return value.kind === "attrs" ? value.attributes.get(ARGUMENT)?.thunk.force() : undefined;
}

/** One of the call's attributes; undefined where it is not given or not known. */
export function givenTo(argument: Value, name: string): Thunk | undefined {
  const selection = selectAttribute(argument, name);
  return selection.kind === "found" ? selection.attribute.thunk : undefined;
}

/** The items of a list of modules, each a definition. */
export function modulesIn(modules: Thunk | undefined): readonly Definition[] {
  const given = modules?.force() ?? unknown("the modules are not known");
  if (given.kind !== "list") return [{ thunk: known(given), wrapping: UNWRAPPED, binding: undefined }];
  return given.items.map((item) => ({
    thunk: item.kind === "item" ? item.thunk : known(item.unknown),
    wrapping:
      item.kind === "item" && item.certain
        ? UNWRAPPED
        : { ...UNWRAPPED, conditions: [() => unknown("it is uncertain")] },
    binding: undefined,
  }));
}
