/**
 * Who reads a machine's btrfs through once in a while: `services.btrfs.autoScrub`, or a timer of the user's own.
 * https://github.com/NixOS/nixpkgs/blob/nixos-unstable/nixos/modules/tasks/filesystems/btrfs.nix
 */
import { definitionsOf } from "../disko/definitions.ts";
import type { Location } from "../text/span.ts";
import { type Machine, said, switchedOn } from "./machine.ts";

const AUTO_SCRUB = ["services", "btrfs", "autoScrub"];

/** Nobody scrubs, for certain, and nobody has said that this is meant. */
export function isNeverScrubbed(machine: Machine | undefined): boolean {
  if (!machine?.whole || machine.configuration.option([...AUTO_SCRUB, "enable"]).kind !== "absent") return false;
  return !OTHER_SCRUBS.some((path) => mayScrub(machine, path));
}

/** Where somebody has a scrub of their own, or one that comes with a tool that looks after btrfs. */
const OTHER_SCRUBS: readonly (readonly string[])[] = [
  ["systemd", "timers"],
  ["systemd", "services"],
  ["services", "cron", "systemCronJobs"],
  ["services", "fcron", "systab"],
  ["services", "btrfs", "maintenance"],
];

/** Names and texts with `scrub` or `btrfs` in them; where it is not known it may be so. */
function mayScrub({ configuration }: Machine, path: readonly string[]): boolean {
  const state = configuration.option([...path]);
  if (state.kind !== "known") return state.kind === "unknown";
  const { value } = state;
  switch (value.kind) {
    case "attrs":
      return value.open !== undefined || [...value.attributes.keys()].some((name) => /scrub|btrfs/i.test(name));
    case "list":
      return value.items.some((item) => {
        const one = item.kind === "item" ? item.thunk.force() : undefined;
        return one?.kind !== "string" || /scrub/.test(one.value);
      });
    default:
      return value.kind !== "null";
  }
}

export interface ScrubbedPath {
  readonly path: string;
  readonly at: Location;
}

/** `services.btrfs.autoScrub.fileSystems`, in order; empty where the scrub is off, or not all of them are known. */
export function scrubbedPaths(machine: Machine | undefined): readonly ScrubbedPath[] {
  const list = said(machine, ...AUTO_SCRUB, "fileSystems");
  if (list?.kind !== "list" || switchedOn(machine, [...AUTO_SCRUB, "enable"], false) !== true) return [];
  const paths: ScrubbedPath[] = [];
  for (const item of list.items) {
    if (item.kind === "gap" || !item.certain || list.at === undefined) return [];
    const [only, ...others] = definitionsOf(item.thunk, list.at, { certain: true, firm: true });
    if (only?.value.kind !== "string" || !only.certain || others.length > 0) return [];
    paths.push({ path: only.value.value, at: only.at });
  }
  return paths;
}
