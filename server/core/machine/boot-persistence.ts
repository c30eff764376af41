/**
 * What keeps state beside a root that is thrown away, and needs its filesystem before the system starts.
 * https://github.com/nix-community/impermanence#module-usage
 * https://nix-community.github.io/preservation/configuration-options.html
 */
import { attributeValue } from "../nix/values/select.ts";
import type { Value } from "../nix/values/value.ts";
import type { Location } from "../text/span.ts";
import { type Machine, said } from "./machine.ts";

/** A store of state: `environment.persistence."/persist"`, `preservation.preserveAt."/persist"`. */
export interface StateStore {
  readonly by: "impermanence" | "preservation";
  /** Folder that the state lies in. */
  readonly path: string;
  /** Directories that are mounted from there, as far as they are known. */
  readonly directories: readonly string[];
  /** Something is mounted from it in the initrd already, because it is asked for there. */
  readonly inInitrd: boolean;
  /** Where it is written. */
  readonly at: Location | undefined;
}

/** Those that are in use for certain. */
export function stateStores(machine: Machine): StateStore[] {
  return [
    ...storesOf(machine, "impermanence", ["environment", "persistence"]),
    ...(isTrue(machine, ["preservation", "enable"])
      ? storesOf(machine, "preservation", ["preservation", "preserveAt"])
      : []),
  ];
}

function storesOf(machine: Machine, by: StateStore["by"], option: readonly string[]): StateStore[] {
  const stores = said(machine, ...option);
  if (stores?.kind !== "attrs") return [];
  return [...stores.attributes.keys()].flatMap((name) => {
    const within = [...option, name];
    const path = said(machine, ...within, "persistentStoragePath");
    const enabled = machine.configuration.option([...within, "enable"]);
    if (!name.startsWith("/") || path !== undefined || enabled.kind !== "absent") return [];
    const kept = ["directories", "files"].flatMap((list) => itemsOf(said(machine, ...within, list)));
    const users = machine.configuration.option([...within, "users"]);
    if (kept.length === 0 && users.kind === "absent") return [];
    const state = machine.configuration.option(within);
    const directories = itemsOf(said(machine, ...within, "directories")).flatMap(pathOf);
    const at = state.kind === "known" ? state.definitions[0] : undefined;
    return [{ by, path: name, directories, inInitrd: kept.some(isInInitrd), at }];
  });
}

function isTrue(machine: Machine, path: readonly string[]): boolean {
  const value = said(machine, ...path);
  return value?.kind === "bool" && value.value;
}

/** Items that are there for certain. */
function itemsOf(list: Value | undefined): readonly Value[] {
  if (list?.kind !== "list") return [];
  return list.items.flatMap((item) => (item.kind === "item" && item.certain ? [item.thunk.force()] : []));
}

/** `"/var/log"` or `{ directory = "/var/log"; … }` */
function pathOf(item: Value): string[] {
  const directory = item.kind === "attrs" ? attributeValue(item, "directory") : item;
  return directory.kind === "string" ? [directory.value] : [];
}

function isInInitrd(item: Value): boolean {
  const inInitrd = item.kind === "attrs" ? attributeValue(item, "inInitrd") : undefined;
  return inInitrd?.kind === "bool" && inInitrd.value;
}
