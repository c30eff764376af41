/**
 * Swap files that a host lists itself, in `swapDevices`: they lie in filesystems of the layout all the same.
 * https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/config/swap.nix
 */
import type { BtrfsFilesystem, Layout, Mount } from "../disko/layout.ts";
import { attributeValue } from "../nix/values/select.ts";
import type { Location } from "../text/span.ts";
import { mountpointAbove } from "./boot-mounts.ts";
import { type Machine, said } from "./machine.ts";

export interface SwapFileByHand {
  readonly path: string;
  /** Where it is listed. */
  readonly at: Location | undefined;
  readonly mount: Mount;
  readonly filesystem: BtrfsFilesystem;
}

/** Only those that certainly lie on a btrfs of the layout. */
export function swapFilesByHand(machine: Machine | undefined, layout: Layout): SwapFileByHand[] {
  const listed = said(machine, "swapDevices");
  const mounts = machine?.mounts;
  if (listed?.kind !== "list" || mounts === undefined) return [];
  return listed.items.flatMap((item) => {
    if (item.kind !== "item" || !item.certain) return [];
    const entry = item.thunk.force();
    const device = attributeValue(entry, "device");
    if (device.kind !== "string" || !device.value.startsWith("/") || device.value.startsWith("/dev/")) return [];
    const place = mountpointAbove(device.value, mounts.keys());
    const holders = layout.mounts.filter(({ mountpoint }) => mountpoint.value === place);
    const [mount, ...others] = holders;
    if (mount?.btrfs === undefined || others.length > 0 || mount.object.conditional) return [];
    return [{ path: device.value, at: device.at ?? entry.at, mount, filesystem: mount.btrfs }];
  });
}
