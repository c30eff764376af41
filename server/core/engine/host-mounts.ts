/**
 * What a host mounts beside or on top of disko's mounts: its own `fileSystems`. Known only where every module of the host was
 * read; a mount that nobody sees may come first.
 */
import { type Host, UNKNOWN_HOST } from "../mounts/host.ts";
import { HARMLESS, orderedMount } from "../mounts/host-file-systems.ts";
import type { OrderedMount } from "../mounts/mount-order.ts";
import type { Value } from "../nix/values/value.ts";
import type { NixosHost } from "../nixos/host.ts";
import { STORES } from "./persisted-directories.ts";

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

/** Undefined where something of it is not known. What is unlocked before it is mounted changes no order. */
function entryOf(name: string, { configuration }: NixosHost): OrderedMount | undefined {
  const whole = configuration.option(["fileSystems", name]);
  if (whole.kind !== "known" || whole.value.kind !== "attrs") return undefined;
  const said = new Map<string, Value>();
  for (const attribute of whole.value.attributes.keys()) {
    if (attribute === "encrypted" || HARMLESS.has(attribute)) continue;
    const state = configuration.option(["fileSystems", name, attribute]);
    if (state.kind === "unknown" || (state.kind === "known" && !state.certain)) return undefined;
    if (state.kind === "known" && state.value.kind !== "null") said.set(attribute, state.value);
  }
  return orderedMount(name, said);
}
