/** The six views of a package set that is built on one machine, for another, and whose compilers are for a third. */
import type { BuiltinDefinition } from "../context.ts";
import { attrs } from "../make.ts";
import { attributeValue } from "../select.ts";
import type { Thunk } from "../value.ts";
import { withAttrs, withString } from "./arguments.ts";
import { binary, type Call } from "./define.ts";

const INDEX = ["buildBuild", "buildHost", "buildTarget", "hostHost", "hostTarget", "targetTarget"] as const;

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function read(set: Thunk, name: string, call: Call): Thunk {
  return call.context.lazy(() => attributeValue(set.force(), name));
}

export const lib: readonly BuiltinDefinition[] = [
  binary("mapCrossIndex", (fn, index, call) =>
    withAttrs(index, () => attrs(INDEX.map((name) => [name, call.applied(fn, read(index, name, call))] as const))),
  ),
  binary("renameCrossIndexFrom", (prefix, set, call) =>
    withString(prefix, (text) =>
      attrs(INDEX.map((name) => [name, read(set, `${text}${capital(name)}`, call)] as const)),
    ),
  ),
  binary("renameCrossIndexTo", (prefix, set, call) =>
    withString(prefix, (text) =>
      attrs(INDEX.map((name) => [`${text}${capital(name)}`, read(set, name, call)] as const)),
    ),
  ),
];
