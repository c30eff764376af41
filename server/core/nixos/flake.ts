/**
 * `flake.nix`: its `outputs` called with itself and its inputs. Nothing is fetched: of an input only what every flake of
 * packages has is known (`lib`, `legacyPackages`, and what importing it gives).
 */

import { attribute, attrs, attrsOf, nativeFunction, string } from "../nix/values/make.ts";
import { mergeAttrs } from "../nix/values/merge.ts";
import { attributeValue } from "../nix/values/select.ts";
import { type Attribute, type AttrsValue, known, type Thunk, unknown, type Value } from "../nix/values/value.ts";
import { firmly } from "./flake-lib.ts";
import { outsideInput } from "./outside.ts";
import { packageSet } from "./package-set.ts";
import type { Workshop } from "./workspace.ts";

/** The outputs of the flake in the root folder, as far as they are known; undefined where there is none. */
export function flakeOutputs(path: string, workshop: Workshop): Value | undefined {
  const { evaluator, root } = workshop;
  const { context } = evaluator;
  if (context.readFile(path).kind === "absent") return undefined;
  const file = evaluator.evaluateFile(path);
  const fn = attributeValue(file, "outputs");
  // As Nix makes it: the outputs, and what is known of the source. Its place in the store is this folder.
  const self = context.lazy(() =>
    mergeAttrs(
      firmly(outputs.force()),
      attrs([
        ["inputs", known(inputs)],
        ["outputs", outputs],
        ["outPath", known(string(root))],
      ]),
    ),
  );
  const inputs = inputsOf(file, fn, self, workshop);
  const outputs = context.lazy(() => (fn.kind === "function" ? context.apply(fn, [known(inputs)], fn.at) : fn));
  return outputs.force();
}

/** The argument of `outputs`: `self`, and an input for every name that is declared or asked for. */
function inputsOf(file: Value, outputs: Value, self: Thunk, workshop: Workshop): AttrsValue {
  const declared = attributeValue(file, "inputs");
  const names = new Set<string>();
  if (declared.kind === "attrs") for (const name of declared.attributes.keys()) names.add(name);
  if (outputs.kind === "function") for (const name of outputs.formals?.keys() ?? []) names.add(name);
  const attributes = new Map<string, Attribute>();
  for (const name of names) attributes.set(name, attribute(name, known(inputValue(name, workshop))));
  attributes.set("self", attribute("self", self));
  return attrsOf(attributes, unknown("this input lies outside the workspace"));
}

/** Sources: `lib.systems.flakeExposed` in nixpkgs. */
const SYSTEMS = ["x86_64-linux", "aarch64-linux", "i686-linux", "riscv64-linux", "x86_64-darwin", "aarch64-darwin"];

function inputValue(name: string, { evaluator, lib, packageNames }: Workshop): AttrsValue {
  const { context } = evaluator;
  const packages = (system: Thunk): Thunk =>
    context.lazy(() => packageSet({ names: packageNames, lib, context, system }));
  const systems = SYSTEMS.map((system) => [system, packages(known(string(system)))] as const);
  const imported = nativeFunction("import", context, (argument) =>
    packages(context.lazy(() => attributeValue(argument.force(), "system"))).force(),
  );
  const why = unknown(outsideInput(name));
  const members: readonly (readonly [string, Thunk])[] = [
    ["lib", lib],
    ["legacyPackages", known(attrs(systems))],
    ["__imported", known(imported)],
  ];
  return attrsOf(new Map(members.map(([key, thunk]) => [key, attribute(key, thunk)] as const)), why);
}
