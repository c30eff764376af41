/** What the outermost function of a file is called with when nobody says: the arguments that a module or disko would give. */
import { attribute, attrsOf } from "./make.ts";
import { type Attribute, type AttrsValue, known, type Thunk, type UnknownValue, unknown, type Value } from "./value.ts";

/**
 * An open set: the caller may give more than we know of. Formals with a default that are not in it take the default, and
 * what the function does not expect is passed over.
 */
export function rootArgument(fn: Value, args: Readonly<Record<string, Value>>, lib: Thunk): AttrsValue {
  const attributes = new Map<string, Attribute>();
  const add = (name: string, thunk: Thunk) => attributes.set(name, attribute(name, thunk));
  const formals = fn.kind === "function" ? fn.formals : undefined;
  for (const [name, { optional }] of formals ?? []) {
    if (!optional) add(name, known(notGiven(name)));
  }
  add("lib", lib);
  add("pkgs", known(packages(lib)));
  for (const [name, value] of Object.entries(args)) add(name, known(value));
  return attrsOf(attributes, unknown("this argument is not given"));
}

function notGiven(name: string): UnknownValue {
  return unknown(`the argument \`${name}\` is not given`);
}

/** The package set: nothing of it is known but its `lib`. */
export function packages(lib: Thunk): AttrsValue {
  return attrsOf(new Map([["lib", attribute("lib", lib)]]), unknown("packages are not evaluated"));
}
