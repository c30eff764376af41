/**
 * What a host mounts beside or on top of disko's mounts: its own `fileSystems`. Known only where every module of the host was
 * read; a mount that nobody sees may come first.
 */
import { type Host, UNKNOWN_HOST } from "../mounts/host.ts";
import type { OrderedMount } from "../mounts/mount-order.ts";
import type { Value } from "../nix/values/value.ts";
import type { NixosHost } from "../nixos/host.ts";
import { STORES } from "./persisted-directories.ts";

/** What an entry says that changes neither its place in the order nor what is mounted. */
const HARMLESS: ReadonlySet<string> = new Set(["autoFormat", "formatOptions", "noCheck", "label", "encrypted"]);
const READ: ReadonlySet<string> = new Set(["mountPoint", "device", "fsType", "options", "depends", "neededForBoot"]);

export function hostMounts(host: NixosHost): Host {
  if (host.likely !== undefined || host.unknown().length > 0) return UNKNOWN_HOST;
  const { configuration } = host;
  // What keeps state beside a root that is thrown away mounts it by modules that nobody in the workspace writes.
  if (STORES.some((path) => configuration.option(path).kind !== "absent")) return UNKNOWN_HOST;
  const all = configuration.option(["fileSystems"]);
  if (all.kind === "absent") return { kind: "known", fileSystems: [], initrd: host.facts.initrd?.value };
  if (all.kind === "unknown" || all.value.kind !== "attrs") return UNKNOWN_HOST;
  const entries: OrderedMount[] = [];
  for (const name of all.value.attributes.keys()) {
    const entry = entryOf(name, host);
    if (entry === undefined) return UNKNOWN_HOST;
    entries.push(entry);
  }
  return { kind: "known", fileSystems: entries, initrd: host.facts.initrd?.value };
}

/** Undefined where something of it is not known. */
function entryOf(name: string, { configuration }: NixosHost): OrderedMount | undefined {
  const whole = configuration.option(["fileSystems", name]);
  if (whole.kind !== "known" || whole.value.kind !== "attrs") return undefined;
  const read = new Map<string, Value>();
  for (const attribute of whole.value.attributes.keys()) {
    if (HARMLESS.has(attribute)) continue;
    const state = configuration.option(["fileSystems", name, attribute]);
    if (!READ.has(attribute) || state.kind === "unknown" || (state.kind === "known" && !state.certain))
      return undefined;
    if (state.kind === "known" && state.value.kind !== "null") read.set(attribute, state.value);
  }
  const texts = ["mountPoint", "device", "fsType"].map((attribute) => textOf(read.get(attribute)));
  const options = textsOf(read.get("options"));
  const depends = textsOf(read.get("depends"));
  const needed = read.get("neededForBoot");
  if (texts.includes(NOT_KNOWN) || options === undefined || depends === undefined) return undefined;
  if (needed !== undefined && needed.kind !== "bool") return undefined;
  const [mountpoint = name, device, fsType] = texts;
  return { name, mountpoint, device, fsType, options, depends, neededForBoot: needed?.value ?? false };
}

const NOT_KNOWN = "\0";

function textOf(value: Value | undefined): string | undefined {
  if (value === undefined) return undefined;
  return value.kind === "string" ? value.value : NOT_KNOWN;
}

function textsOf(value: Value | undefined): readonly string[] | undefined {
  if (value === undefined) return [];
  if (value.kind !== "list") return undefined;
  const texts: string[] = [];
  for (const item of value.items) {
    const text = item.kind === "item" && item.certain ? item.thunk.force() : undefined;
    if (text?.kind !== "string") return undefined;
    texts.push(text.value);
  }
  return texts;
}
