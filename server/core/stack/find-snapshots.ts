/** Whether something takes snapshots of this host's btrfs subvolumes. That nothing is seen does not mean that nothing does. */
import type { NixosHost } from "../nixos/host.ts";
import type { Workload } from "../settings.ts";
import { askOption } from "./option-answer.ts";
import type { Places } from "./places.ts";
import { snapshottedPlaces } from "./snapshotted-places.ts";
import type { SnapshotUse } from "./toolstack.ts";

/**
 * Services of NixOS that take btrfs snapshots, each an option below which something is configured. (sanoid is for ZFS.)
 * https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/services/misc/snapper.nix
 * https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/services/backup/btrbk.nix
 */
const SERVICES = ["services.snapper.configs.*", "services.btrbk.instances.*"] as const;

/**
 * Programs that nobody installs for anything else; NixOS has no option for them. What they snapshot, and whether with btrfs
 * at all (Timeshift's other way is rsync), stands in files that nobody in the workspace writes.
 * https://github.com/linuxmint/timeshift#features
 */
const PROGRAMS: readonly string[] = ["timeshift", "timeshift-minimal", "timeshift-unwrapped"];

/** The package names that `findHosts` must look for, beside those of the patterns. */
export const SNAPSHOT_PACKAGES: readonly string[] = PROGRAMS;

/** The user's word counts first: then it is the system that is snapshotted. */
export function findSnapshots(host: NixosHost | undefined, workload: Workload, places: Places): SnapshotUse {
  const { snapshots: taken } = workload;
  if (taken !== undefined) {
    const evidence = [{ at: places.snapshots, name: "workload.snapshots" }];
    return { kind: "known", taken, of: taken ? ["/"] : [], evidence };
  }
  if (!host) return { kind: "unknown" };
  const { configuration } = host;
  const services = SERVICES.map((option) => askOption(configuration, option));
  const programs = configuration.packages.filter(({ name, certain }) => certain && PROGRAMS.includes(name));
  const evidence = [
    ...services.flatMap((answer) =>
      answer.kind === "on" && answer.certain ? [{ at: answer.at, name: answer.name }] : [],
    ),
    ...programs.map(({ name, at }) => ({ at, name })),
  ];
  if (evidence.length === 0) return { kind: "unknown" };
  return { kind: "known", taken: true, of: snapshottedPlaces(configuration), evidence };
}
