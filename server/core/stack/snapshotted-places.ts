/**
 * What the services of NixOS that take btrfs snapshots are told to snapshot, as paths. Most of them are for "/home" alone,
 * and a snapshot ends at the next subvolume: what lies elsewhere is not in it.
 */
import { attributeValue } from "../nix/values/select.ts";
import type { Value } from "../nix/values/value.ts";
import type { Configuration } from "../nixos/host.ts";
import { isAbsolutePath, resolvePath } from "../text/path.ts";

/** Only those that are certain and written as paths; a subvolume by its name below a mounted top level is none of them. */
export function snapshottedPlaces({ option }: Configuration): string[] {
  const certain = (path: readonly string[]): readonly Value[] => {
    const state = option(path);
    return state.kind === "known" && state.certain ? certainMembers(state.value).map(([, value]) => value) : [];
  };
  const snapper = certain(["services", "snapper", "configs"]).flatMap((config) =>
    pathsIn(attributeValue(config, "SUBVOLUME"), undefined),
  );
  const btrbk = certain(["services", "btrbk", "instances"]).flatMap((instance) => {
    const settings = attributeValue(instance, "settings");
    const volumes = certainMembers(attributeValue(settings, "volume"));
    return [
      ...pathsIn(attributeValue(settings, "subvolume"), undefined),
      ...volumes.flatMap(([volume, said]) => pathsIn(attributeValue(said, "subvolume"), volume)),
    ];
  });
  return [...new Set([...snapper, ...btrbk])];
}

/**
 * One path, or a set with a path for each name; relative ones are below `volume`.
 * https://digint.ch/btrbk/doc/btrbk.conf.5.html
 */
function pathsIn(value: Value, volume: string | undefined): string[] {
  const texts =
    value.kind === "string" || value.kind === "path" ? [textOf(value)] : certainMembers(value).map(([name]) => name);
  return texts.flatMap((text) => {
    if (text !== undefined && isAbsolutePath(text)) return [resolvePath("/", text)];
    return text !== undefined && volume !== undefined && isAbsolutePath(volume) ? [resolvePath(volume, text)] : [];
  });
}

function textOf(value: Value): string | undefined {
  return value.kind === "string" ? value.value : value.kind === "path" ? value.path : undefined;
}

function certainMembers(value: Value): (readonly [string, Value])[] {
  if (value.kind !== "attrs") return [];
  return [...value.attributes.values()]
    .filter(({ certain }) => certain)
    .map(({ name, thunk }) => [name, thunk.force()] as const);
}
