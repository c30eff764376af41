import type { BtrfsFilesystem } from "../disko/layout.ts";
import { swapFilesOf } from "../disko/swap-files.ts";
import { swapFilesByHand } from "../machine/swap-by-hand.ts";
import { mkfsCommand } from "../mounts/mkfs-command.ts";
import { type ProfileGiven, profilesGiven } from "../mounts/mkfs-profiles.ts";
import type { Location } from "../text/span.ts";
import { defineRule } from "./rule.ts";

/** A swap file on a btrfs whose data is not in the single profile. */
export const swapFileOnCopies = defineRule({
  code: "DSK342",
  name: "swap-file-on-copies",
  consequence: "silent",
  ofMachine: true,
  docs: {
    what: "A swap file on a btrfs that keeps its data in another profile than `single`.",
    why: "The kernel swaps to a file of btrfs only where its data is in one piece on one device. disko makes the file and the installation succeeds; at every boot swapon fails (`swapfile must have single data profile`), and the machine runs without it.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "btrfs";
      extraArgs = [ "-d" "raid1" "/dev/disk/by-id/nvme-SECOND" ];
      subvolumes."@swap" = { mountpoint = "/.swapvol"; swap.swapfile.size = "8G"; };
    };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "btrfs";
      extraArgs = [ "-d" "single" "-m" "raid1" "/dev/disk/by-id/nvme-SECOND" ];
      subvolumes."@swap" = { mountpoint = "/.swapvol"; swap.swapfile.size = "8G"; };
    };
  };
}`,
    sources: [
      "https://btrfs.readthedocs.io/en/latest/Swapfile.html",
      "https://github.com/torvalds/linux/blob/v6.12/fs/btrfs/inode.c",
    ],
  },

  *check({ layout, machine }) {
    const said = new Set<BtrfsFilesystem>();
    for (const { filesystem, name, at } of filesIn(layout, machine)) {
      const spread = spreadData(filesystem);
      if (spread === undefined || said.has(filesystem)) continue;
      said.add(filesystem);
      yield {
        at: at ?? filesystem.object.at,
        message: `${name} will never be used: its btrfs on \`${filesystem.name}\` keeps data as \`${spread.profile}\`, and the kernel swaps only to \`single\`. The installation succeeds, and swapon fails at every boot. Make a swap partition of its own instead.`,
        related: [{ at: spread.word.at, message: `data as ${spread.profile}` }],
      };
    }
  },
});

interface File {
  readonly filesystem: BtrfsFilesystem;
  readonly name: string;
  readonly at: Location | undefined;
}

function filesIn(layout: Parameters<typeof swapFilesOf>[0], machine: Parameters<typeof swapFilesByHand>[0]): File[] {
  return [
    ...swapFilesOf(layout).map(({ filesystem, name, object }) => ({
      filesystem,
      name: `Swap file \`${name}\``,
      at: object.at,
    })),
    ...swapFilesByHand(machine, layout).map(({ filesystem, path, at }) => ({
      filesystem,
      name: `Swap file ${path}`,
      at,
    })),
  ];
}

function spreadData(filesystem: BtrfsFilesystem): ProfileGiven | undefined {
  const command = mkfsCommand(filesystem);
  if (!command?.complete || filesystem.object.conditional) return undefined;
  return profilesGiven(command).find(({ of, profile }) => of === "data" && profile !== "single");
}
