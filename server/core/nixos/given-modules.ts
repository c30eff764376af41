/** Modules that somebody hands over as a list: to `evalModules`, `extendModules`, `submodule`. */
import { known, type ListItem, type UnknownValue, unknown, type Value } from "../nix/values/value.ts";
import { type Definition, UNWRAPPED } from "./definition.ts";

/** The modules in a list; one that is not known is one that cannot be read. */
export function definitionsIn(modules: Value, file?: string): readonly Definition[] {
  if (modules.kind !== "list") return [givenModule(modules)];
  return modules.items.map((item: ListItem): Definition => {
    if (item.kind === "gap") return givenModule(item.unknown);
    const wrapping = item.certain ? UNWRAPPED : { ...UNWRAPPED, conditions: [() => DOUBT] };
    return { thunk: item.thunk, wrapping, binding: undefined, file };
  });
}

/** One module, with nothing around it. */
export function givenModule(value: Value): Definition {
  return { thunk: known(value), wrapping: UNWRAPPED, binding: undefined };
}

/** Why a module that may not be there says nothing for certain. */
export const DOUBT: UnknownValue = unknown("it depends on something that is not known");
