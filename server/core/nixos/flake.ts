/** A flake of the workspace: its `outputs` called with itself and its inputs. Nothing is fetched. */
import { attribute, attrs, attrsOf, string } from "../nix/values/make.ts";
import { mergeAttrs } from "../nix/values/merge.ts";
import { attributeValue } from "../nix/values/select.ts";
import { type Attribute, known, type Thunk, unknown, type Value } from "../nix/values/value.ts";
import { flakeInputs } from "./flake-inputs.ts";
import { firmly } from "./flake-lib.ts";
import type { Workshop } from "./workspace.ts";

/** Flakes that are inputs of each other; nobody nests deeper. */
const MAX_NESTING = 3;

/** The flake in a folder, as `self` in its own outputs; undefined where there is none. */
export function flakeIn(folder: string, workshop: Workshop, depth = 0): Thunk | undefined {
  const { context } = workshop.evaluator;
  const path = `${folder === "/" ? "" : folder}/flake.nix`;
  if (depth > MAX_NESTING || context.readFile(path).kind === "absent") return undefined;
  const file = context.lazy(() => workshop.evaluator.evaluateFile(path));
  const fn = context.lazy(() => attributeValue(file.force(), "outputs"));
  const maker = { workshop, folder, flakeIn: (other: string) => flakeIn(other, workshop, depth + 1) };
  const inputs: Thunk = context.lazy(() => flakeInputs(file.force(), fn.force(), self, maker));
  const outputs = context.lazy((): Value => {
    const value = fn.force();
    return value.kind === "function" ? context.apply(value, [inputs], value.at) : value;
  });
  // As Nix makes it: the outputs, and what is known of the source. Its place in the store is this folder.
  const self: Thunk = context.lazy(() =>
    mergeAttrs(
      withSourceInfo(firmly(outputs.force())),
      attrs([
        ["_type", known(string("flake"))],
        ["inputs", inputs],
        ["outputs", outputs],
        ["outPath", known(string(folder))],
      ]),
    ),
  );
  return self;
}

/** Of the commit it is not even known whether there is one. */
const SOURCE_INFO = [
  "rev",
  "shortRev",
  "dirtyRev",
  "dirtyShortRev",
  "lastModified",
  "lastModifiedDate",
  "narHash",
  "sourceInfo",
];

function withSourceInfo(outputs: Value): Value {
  if (outputs.kind !== "attrs") return outputs;
  const why = unknown("the commit of the flake is not known");
  const attributes = new Map<string, Attribute>(SOURCE_INFO.map((name) => [name, attribute(name, known(why), false)]));
  for (const [name, one] of outputs.attributes) attributes.set(name, one);
  return attrsOf(attributes, outputs.open, outputs.at);
}
