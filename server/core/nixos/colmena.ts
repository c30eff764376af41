/**
 * Machines as colmena has them: each a module beside `meta`, all with the module `defaults`.
 * Source: <https://colmena.cli.rs/unstable/reference/meta.html>.
 */
import { attrs, list, string } from "../nix/values/make.ts";
import { mergeAttrs } from "../nix/values/merge.ts";
import { selectAttribute } from "../nix/values/select.ts";
import { type Attribute, known, unknown, type Value } from "../nix/values/value.ts";

const NO_MACHINES: ReadonlySet<string> = new Set(["meta", "defaults", "network"]);

export interface ColmenaNode {
  readonly attribute: Attribute;
  /** As `nixosSystem` would be called for it. */
  readonly argument: Value;
}

/** `hive`: the output `colmena`. */
export function colmenaNodes(hive: Value): readonly ColmenaNode[] {
  if (hive.kind !== "attrs") return [];
  const meta = memberOf(hive, "meta") ?? attrs([]);
  const defaults = hive.attributes.get("defaults");
  return [...hive.attributes.values()]
    .filter(({ name }) => !NO_MACHINES.has(name))
    .map((attribute) => ({ attribute, argument: argumentOf(attribute, defaults, meta) }));
}

function argumentOf(node: Attribute, defaults: Attribute | undefined, meta: Value): Value {
  const own = memberOf(memberOf(meta, "nodeSpecialArgs") ?? attrs([]), node.name) ?? attrs([]);
  const given = attrs([
    ["name", known(string(node.name))],
    ["nodes", known(unknown("other machines of colmena are not evaluated"))],
  ]);
  const special = mergeAttrs(mergeAttrs(given, memberOf(meta, "specialArgs") ?? attrs([])), own);
  return attrs([
    ["modules", known(list([...(defaults ? [defaults.thunk] : []), node.thunk]))],
    ["specialArgs", known(special)],
  ]);
}

function memberOf(value: Value, name: string): Value | undefined {
  const selection = selectAttribute(value, name);
  return selection.kind === "found" ? selection.attribute.thunk.force() : undefined;
}
