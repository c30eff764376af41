/**
 * Directories that are mounted from elsewhere by what keeps state beside a root that is thrown away. Their mounts are made by
 * modules that nobody in the workspace writes, so they are read from what those are told.
 * https://github.com/nix-community/impermanence#module-usage
 * https://nix-community.github.io/preservation/configuration-options.html
 */
import { attributeValue } from "../nix/values/select.ts";
import type { Value } from "../nix/values/value.ts";
import type { OptionState } from "../nixos/host.ts";

/** The options that name them. */
export const STORES = [
  ["environment", "persistence"],
  ["preservation", "preserveAt"],
] as const;

/** Also those under a condition that is not known: they may be mounts. */
export function persistedDirectories(option: (path: readonly string[]) => OptionState): string[] {
  return STORES.flatMap((path) => {
    const stores = knownValue(option(path));
    const names = stores?.kind === "attrs" ? [...stores.attributes.keys()] : [];
    return names.flatMap((name) => pathsIn(knownValue(option([...path, name, "directories"]))));
  });
}

function knownValue(state: OptionState): Value | undefined {
  return state.kind === "known" ? state.value : undefined;
}

/** `"/var/log"` or `{ directory = "/var/log"; … }` */
function pathsIn(list: Value | undefined): string[] {
  if (list?.kind !== "list") return [];
  return list.items.flatMap((item) => {
    if (item.kind !== "item") return [];
    const value = item.thunk.force();
    const directory = value.kind === "attrs" ? attributeValue(value, "directory") : value;
    return directory.kind === "string" ? [directory.value] : [];
  });
}
