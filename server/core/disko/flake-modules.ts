/**
 * Modules that a file gives to a flake instead of being one: `flake.modules.nixos.NAME` of flake-parts, where every file
 * is a module of the flake ("dendritic" configurations), and the outputs that hold NixOS modules or disko layouts.
 */
import type { Value } from "../nix/values/value.ts";
import { known } from "../nix/values/value.ts";
import type { Location } from "../text/span.ts";
import { attributesOf, definitionsOf, type Found } from "./definitions.ts";

/**
 * Where such modules stand by name. Sources: <https://flake.parts/options/flake-parts-modules.html>,
 * <https://github.com/nix-community/disko/blob/master/docs/reference.md> (`diskoConfigurations`).
 */
const PLACES: readonly (readonly string[])[] = [
  ["flake", "modules", "nixos"],
  ["flake", "nixosModules"],
  ["flake", "diskoConfigurations"],
  ["nixosModules"],
  ["diskoConfigurations"],
];

/** The modules in the value of a file, in the order of the places; they may be functions still. */
export function flakeModules(root: Value): readonly Value[] {
  const top: Location = root.at ?? { path: "", span: { start: 0, end: 0 } };
  const outer = definitionsOf(known(root), top, { certain: true, firm: true });
  return PLACES.flatMap((place) => {
    const named = place.reduce((from, name) => inside(from, name, top), outer);
    return [...attributesOf(named, top).values()].flatMap(({ definitions }) => definitions.map(({ value }) => value));
  });
}

function inside(definitions: readonly Found[], name: string, top: Location): Found[] {
  const attributes = attributesOf(definitions, top);
  const config = name === "flake" ? attributesOf(attributes.get("config")?.definitions ?? [], top) : undefined;
  return [...(attributes.get(name)?.definitions ?? []), ...(config?.get(name)?.definitions ?? [])];
}
