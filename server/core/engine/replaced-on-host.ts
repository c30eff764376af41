/** What the modules of a host put in place of disko's mounts. */
import { type Replacements, replacementsBy } from "../disko/taken-by-nixos.ts";
import type { NixosHost } from "../nixos/host.ts";

/** Kept: each file of the host asks, and so does its machine. */
const replacements = new WeakMap<NixosHost, Replacements>();

export function replacementsOn(host: NixosHost): Replacements {
  const kept = replacements.get(host) ?? replacementsBy(host.configurations());
  replacements.set(host, kept);
  return kept;
}
