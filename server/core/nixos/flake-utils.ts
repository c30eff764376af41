/**
 * `flake-utils` and the lists of systems that come with it.
 * Sources: <https://github.com/numtide/flake-utils#usage>, <https://github.com/nix-systems/default>.
 */
import type { EvalContext } from "../nix/values/context.ts";
import { attribute, attrs, attrsOf, list, nativeFunction, string } from "../nix/values/make.ts";
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

const DEFAULT = ["aarch64-darwin", "aarch64-linux", "x86_64-darwin", "x86_64-linux"];

const LISTS: Readonly<Record<string, readonly string[]>> = {
  default: DEFAULT,
  "default-linux": ["aarch64-linux", "x86_64-linux"],
  "default-darwin": ["aarch64-darwin", "x86_64-darwin"],
};

/** What importing `github:nix-systems/NAME` gives: a list of names; of a single system, itself. */
export function systemNames(name: string): Value {
  const names = LISTS[name] ?? (/^\w+-(linux|darwin)$/.test(name) ? [name] : undefined);
  return names ? textList(names) : unknown("which systems these are is not known");
}

function textList(texts: readonly string[]): Value {
  return list(texts.map((text) => known(string(text))));
}

export function flakeUtilsLib(context: EvalContext): AttrsValue {
  const fn = (name: string, call: (systems: Value, each: Thunk, context: EvalContext) => Value): [string, Thunk] => [
    name,
    known(
      nativeFunction(name, context, (systems) =>
        nativeFunction(name, context, (each) => call(systems.force(), each, context)),
      ),
    ),
  ];
  const defaults = textList(DEFAULT);
  const byDefault = (name: string, call: (systems: Value, each: Thunk, context: EvalContext) => Value) =>
    [name, known(nativeFunction(name, context, (each) => call(defaults, each, context)))] as const;
  const members: readonly (readonly [string, Thunk])[] = [
    fn("eachSystem", eachSystem),
    byDefault("eachDefaultSystem", eachSystem),
    fn("eachSystemPassThrough", eachPassedThrough),
    byDefault("eachDefaultSystemPassThrough", eachPassedThrough),
    fn("eachSystemMap", mapOfSystems),
    byDefault("eachDefaultSystemMap", mapOfSystems),
    ["defaultSystems", known(defaults)],
    ["allSystems", known(unknown("all systems of nixpkgs are not listed"))],
    ["system", known(attrs(DEFAULT.map((name) => [name, known(string(name))] as const)))],
  ];
  const more = unknown("this part of `flake-utils` is not evaluated");
  return attrsOf(new Map(members.map(([name, thunk]) => [name, attribute(name, thunk)] as const)), more);
}

/** The systems by name, each with what the function gives for it; undefined where the list is not known whole. */
function results(systems: Value, each: Thunk, context: EvalContext): readonly (readonly [string, Thunk])[] | undefined {
  if (systems.kind !== "list") return undefined;
  const found: (readonly [string, Thunk])[] = [];
  for (const one of systems.items) {
    const name = one.kind === "item" && one.certain ? one.thunk.force() : undefined;
    if (name?.kind !== "string") return undefined;
    found.push([name.value, context.lazy(() => context.apply(each.force(), [known(name)], undefined))]);
  }
  return found;
}

const NOT_LISTED = unknown("for which systems this is called is not known");

/** `{ packages = …; }` of each system becomes `{ packages.SYSTEM = …; }`. */
function eachSystem(systems: Value, each: Thunk, context: EvalContext): Value {
  const bySystem = results(systems, each, context);
  if (!bySystem) return systems.kind === "unknown" ? systems : NOT_LISTED;
  const names = new Set<string>();
  let open: UnknownValue | undefined;
  for (const [, result] of bySystem) {
    const value = result.force();
    if (value.kind === "attrs") for (const name of value.attributes.keys()) names.add(name);
    if (value.kind === "unknown") open ??= value;
    else if (value.kind === "attrs") open ??= value.open;
  }
  const attributes = new Map<string, Attribute>();
  for (const name of names) {
    const having = bySystem.filter(([, result]) => {
      const value = result.force();
      return value.kind === "attrs" && value.attributes.has(name);
    });
    const members = having.map(
      ([system, result]) => [system, context.lazy(() => attributeValue(result.force(), name))] as const,
    );
    attributes.set(name, attribute(name, known(attrs(members))));
  }
  return attrsOf(attributes, open);
}

/** The results put into each other, as they are. */
function eachPassedThrough(systems: Value, each: Thunk, context: EvalContext): Value {
  const bySystem = results(systems, each, context);
  if (!bySystem) return systems.kind === "unknown" ? systems : NOT_LISTED;
  const attributes = new Map<string, Attribute>();
  let open: UnknownValue | undefined;
  for (const [, result] of bySystem) {
    const value = result.force();
    if (value.kind === "attrs") for (const [name, one] of value.attributes) attributes.set(name, one);
    if (value.kind === "unknown") open ??= value;
    else if (value.kind === "attrs") open ??= value.open;
  }
  return attrsOf(attributes, open);
}

function mapOfSystems(systems: Value, each: Thunk, context: EvalContext): Value {
  const bySystem = results(systems, each, context);
  return bySystem ? attrs(bySystem) : systems.kind === "unknown" ? systems : NOT_LISTED;
}
