/**
 * Reads a host's own `fileSystems` from the value of a file. A file is taken for a whole host when it sets
 * `system.stateVersion`, which only a host's own configuration does, and imports nothing. Anything not known in it makes
 * the host unknown: a mount we do not see may come first.
 */
import type { AttrsValue, Value } from "../nix/values/value.ts";
import { type Host, UNKNOWN_HOST } from "./host.ts";
import type { OrderedMount } from "./mount-order.ts";

/** `root` is the value of the file, called if it is a function. */
export function hostFileSystems(root: Value): Host {
  if (root.kind !== "attrs" || root.open !== undefined || !importsNothing(root)) return UNKNOWN_HOST;
  const config = attribute(root, "config") ?? root;
  if (config.kind !== "attrs" || config.open !== undefined || !isOwnConfiguration(config)) return UNKNOWN_HOST;
  const fileSystems = attribute(config, "fileSystems");
  if (fileSystems === undefined) return { kind: "known", fileSystems: [] };
  if (fileSystems.kind !== "attrs" || fileSystems.open !== undefined) return UNKNOWN_HOST;
  const entries: OrderedMount[] = [];
  for (const { name, thunk, certain } of fileSystems.attributes.values()) {
    const entry = readEntry(name, thunk.force());
    if (!certain || entry === undefined) return UNKNOWN_HOST;
    entries.push(entry);
  }
  return { kind: "known", fileSystems: entries };
}

/** Undefined where it is not set; an uncertain attribute counts as not known. */
function attribute(set: AttrsValue, name: string): Value | undefined {
  const found = set.attributes.get(name);
  if (found === undefined) return undefined;
  if (!found.certain) return { kind: "unknown", why: `\`${name}\` may be overridden`, at: found.key };
  return found.thunk.force();
}

function importsNothing(root: AttrsValue): boolean {
  const imports = attribute(root, "imports");
  return imports === undefined || (imports.kind === "list" && imports.items.length === 0);
}

function isOwnConfiguration(config: AttrsValue): boolean {
  const system = attribute(config, "system");
  return system?.kind === "attrs" && system.attributes.has("stateVersion");
}

/** Attributes of a `fileSystems` entry that change neither its place in the order nor what is mounted. */
export const HARMLESS: ReadonlySet<string> = new Set(["autoFormat", "formatOptions", "noCheck", "label"]);

function readEntry(name: string, entry: Value): OrderedMount | undefined {
  if (entry.kind !== "attrs" || entry.open !== undefined) return undefined;
  const read = new Map<string, Value>();
  for (const [key, { thunk, certain }] of entry.attributes) {
    if (!certain) return undefined;
    read.set(key, thunk.force());
  }
  return orderedMount(name, read);
}

/** What an entry of `fileSystems` says, attribute by attribute, as a mount; undefined where something of it is not known. */
export function orderedMount(name: string, said: ReadonlyMap<string, Value>): OrderedMount | undefined {
  const read = Object.fromEntries([...said].filter(([key]) => !HARMLESS.has(key)));
  const { mountPoint, device, fsType, options, depends, neededForBoot, ...others } = read;
  if (Object.keys(others).length > 0) return undefined;
  const texts = [text(mountPoint), text(device), text(fsType)];
  const lists = [stringsIn(options), stringsIn(depends)];
  const [optionTexts, dependsTexts] = lists;
  if (texts.includes(NOT_KNOWN) || optionTexts === undefined || dependsTexts === undefined) return undefined;
  if (neededForBoot !== undefined && neededForBoot.kind !== "bool") return undefined;
  return {
    name,
    mountpoint: texts[0] ?? name,
    device: texts[1],
    fsType: texts[2],
    options: optionTexts,
    depends: dependsTexts,
    neededForBoot: neededForBoot?.value ?? false,
  };
}

const NOT_KNOWN = "\0";

/** A path or a string; undefined where not set or null, NOT_KNOWN where it cannot be said. */
function text(value: Value | undefined): string | undefined {
  if (value === undefined || value.kind === "null") return undefined;
  if (value.kind === "string") return value.value;
  return NOT_KNOWN;
}

/** The strings of a list; none where it is not set, undefined where one of them is not known for certain. */
export function stringsIn(value: Value | undefined): readonly string[] | undefined {
  if (value === undefined) return [];
  if (value.kind !== "list") return undefined;
  const result: string[] = [];
  for (const item of value.items) {
    const one = item.kind === "item" && item.certain ? item.thunk.force() : undefined;
    if (one?.kind !== "string") return undefined;
    result.push(one.value);
  }
  return result;
}
