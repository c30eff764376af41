/** Whether something takes snapshots of this host's btrfs subvolumes. That nothing is seen does not mean that nothing does. */
import type { NixosHost } from "../nixos/host.ts";
import type { Workload } from "../settings.ts";
import { askOption } from "./option-answer.ts";
import type { Places } from "./places.ts";
import type { SnapshotUse } from "./toolstack.ts";

/**
 * Services of NixOS that take btrfs snapshots, each an option below which something is configured. (sanoid is for ZFS.)
 * https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/services/misc/snapper.nix
 * https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/services/backup/btrbk.nix
 */
const SERVICES = ["services.snapper.configs.*", "services.btrbk.instances.*"] as const;

/** Programs that nobody installs for anything else; NixOS has no option for them. */
const PROGRAMS: readonly string[] = ["timeshift", "timeshift-minimal", "timeshift-unwrapped"];

/** The package names that `findHosts` must look for, beside those of the patterns. */
export const SNAPSHOT_PACKAGES: readonly string[] = PROGRAMS;

/** The user's word counts first. */
export function findSnapshots(host: NixosHost | undefined, workload: Workload, places: Places): SnapshotUse {
  if (workload.snapshots !== undefined) {
    const evidence = [{ at: places.snapshots, name: "workload.snapshots" }];
    return { kind: "known", taken: workload.snapshots, evidence };
  }
  if (!host) return { kind: "unknown" };
  const services = SERVICES.map((option) => askOption(host.configuration, option));
  const programs = host.configuration.packages.filter(({ name, certain }) => certain && PROGRAMS.includes(name));
  const evidence = [
    ...services.flatMap((answer) =>
      answer.kind === "on" && answer.certain ? [{ at: answer.at, name: answer.name }] : [],
    ),
    ...programs.map(({ name, at }) => ({ at, name })),
  ];
  return evidence.length > 0 ? { kind: "known", taken: true, evidence } : { kind: "unknown" };
}
