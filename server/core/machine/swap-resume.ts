/**
 * Hibernation into a swap file. The kernel finds a file by the device and the page it begins at, which nothing but
 * `resume_offset=` tells it; the initrd of systemd reads both from a firmware variable that systemd leaves at hibernation.
 * https://docs.kernel.org/power/swsusp-and-swap-files.html
 * https://man7.org/linux/man-pages/man8/systemd-hibernate-resume-generator.8.html
 */
import type { Layout } from "../disko/layout.ts";
import type { Location } from "../text/span.ts";
import { type Machine, placeOf, said } from "./machine.ts";
import { swapFilesByHand } from "./swap-by-hand.ts";

export interface ResumeWithoutOffset {
  /** `boot.resumeDevice` */
  readonly device: string;
  readonly at: Location | undefined;
  /** The name of the filesystem on it. */
  readonly filesystem: string;
  readonly object: Layout["objects"][number];
}

/** Where the scripted initrd is told to resume from a btrfs, and nobody says where in it. */
export function resumeWithoutOffset(machine: Machine | undefined, layout: Layout): ResumeWithoutOffset | undefined {
  if (machine === undefined || !machine.whole || machine.facts.initrd?.value !== "scripted") return undefined;
  const device = said(machine, "boot", "resumeDevice");
  if (device?.kind !== "string") return undefined;
  const filesystem = layout.btrfs.find((one) => one.device !== undefined && one.device === device.value);
  if (filesystem === undefined || saysOffset(machine)) return undefined;
  const hasFile =
    [filesystem.object, ...filesystem.subvolumes.map(({ object }) => object)].some(({ children }) =>
      children.some(({ type }) => type === "btrfs_swap"),
    ) || swapFilesByHand(machine, layout).some((file) => file.filesystem === filesystem);
  if (!hasFile) return undefined;
  return {
    device: device.value,
    at: placeOf(machine, "boot", "resumeDevice"),
    filesystem: filesystem.name,
    object: filesystem.object,
  };
}

/** Something that is not known may say it. */
function saysOffset(machine: Machine): boolean {
  const state = machine.configuration.option(["boot", "kernelParams"]);
  if (state.kind === "absent") return false;
  if (state.kind !== "known" || !state.certain || state.value.kind !== "list") return true;
  return state.value.items.some((item) => {
    const value = item.kind === "item" ? item.thunk.force() : undefined;
    return value?.kind !== "string" || /(?:^|\s)resume_offset=/.test(value.value);
  });
}
