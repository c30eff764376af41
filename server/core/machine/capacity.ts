/** The real disks of a machine, as nixos-facter saw them, and which of them a disk of the layout is. */
import { certainString } from "../disko/attribute-value.ts";
import type { DiskoObject } from "../disko/layout.ts";
import type { ReportedDisk } from "../nixos/hardware-report.ts";
import type { Machine } from "./machine.ts";

/** By any of the names that the report has for it; undefined where no report, or none or several of its disks fit. */
export function reportedDisk(machine: Pick<Machine, "facts"> | undefined, disk: DiskoObject): ReportedDisk | undefined {
  const device = certainString(disk, "device")?.value;
  const disks = machine?.facts.hardware?.value.disks ?? [];
  const [only, ...others] = disks.filter(({ device: main, names }) => [main, ...names].includes(device));
  return device === undefined || others.length > 0 ? undefined : only;
}

/** A name of the disk that stays with it: its serial number or WWN is in it. */
export function lastingName({ names }: ReportedDisk): string | undefined {
  const byId = names.filter((name) => name.startsWith("/dev/disk/by-id/"));
  return byId.find((name) => !/\/(?:wwn|nvme-(?:eui|nvme)\.)/.test(name)) ?? byId[0];
}
