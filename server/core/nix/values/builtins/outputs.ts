/** The outputs of a derivation: which attribute of a package holds what another one needs of it. */
import type { BuiltinDefinition } from "../context.ts";
import { bool } from "../make.ts";
import { attributeValue } from "../select.ts";
import { known, type Thunk, type Value } from "../value.ts";
import { attributeOr, decide, hasAttribute, notA, withList, withStrings } from "./arguments.ts";
import { binary, unary, unknowable } from "./define.ts";
import { mapItems } from "./list-making.ts";

/** Whether somebody has chosen an output of the package already. */
function isChosen(pkg: Value): Thunk {
  return known(attributeOr(pkg, "outputSpecified", () => bool(false)));
}

export function outputOf(output: string, pkg: Thunk): Value {
  const value = pkg.force();
  return decide(
    isChosen(value),
    () => value,
    () => attributeOr(value, output, () => attributeOr(value, "out", () => value)),
    (why) => why,
  );
}

/** The first of the candidates that the package has. */
function firstOutputOf(candidates: readonly string[], pkg: Thunk): Value {
  const value = pkg.force();
  if (value.kind !== "attrs") return notA("a set", value);
  let found: string | undefined;
  for (const name of candidates) {
    const there = hasAttribute(value, name);
    if (typeof there !== "boolean") return there;
    if (there) found ??= name;
  }
  const output = found;
  return decide(
    isChosen(value),
    () => value,
    () => (output === undefined ? value : attributeValue(value, output)),
    (why) => why,
  );
}

function output(name: string, of: string): BuiltinDefinition {
  return unary(name, (pkg) => outputOf(of, pkg));
}

function firstOutput(name: string, candidates: readonly string[]): BuiltinDefinition {
  return unary(name, (pkg) => firstOutputOf(candidates, pkg));
}

export const lib: readonly BuiltinDefinition[] = [
  binary("getOutput", (name, pkg) => {
    const text = name.force();
    return text.kind === "string" ? outputOf(text.value, pkg) : notA("a name", text);
  }),
  binary("getFirstOutput", (candidates, pkg) => withStrings(candidates, (names) => firstOutputOf(names, pkg))),
  output("getBin", "bin"),
  output("getLib", "lib"),
  output("getDev", "dev"),
  output("getMan", "man"),
  firstOutput("getStatic", ["static", "lib", "out"]),
  firstOutput("getInclude", ["include", "dev", "out"]),
  unary("chooseDevOutputs", (packages, call) =>
    withList(packages, (value) => mapItems(value.items, (thunk) => call.context.lazy(() => outputOf("dev", thunk)))),
  ),
  unknowable("toDerivation", 1, "store paths are not looked at"),
];
