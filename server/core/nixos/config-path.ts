/** A place in the sets `config` and `options`: what is there, and a set with something there. */
import { attrs } from "../nix/values/make.ts";
import { selectAttribute } from "../nix/values/select.ts";
import { failed, known, type Thunk, type Value } from "../nix/values/value.ts";
import { shown } from "./types/merges.ts";
import type { OptionPath } from "./types/option-type.ts";

export function memberAt(value: Value, path: OptionPath): Value {
  let found = value;
  for (const name of path) {
    const selection = selectAttribute(found, name);
    if (selection.kind === "unknown") return selection.unknown;
    if (selection.kind === "absent") return failed("abort", `the option \`${shown(path)}' does not exist`);
    found = selection.attribute.thunk.force();
  }
  return found;
}

export function setAt(path: OptionPath, value: Thunk): Value {
  return path.reduceRight<Thunk>((inner, name) => known(attrs([[name, inner]])), value).force();
}
