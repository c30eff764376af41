import type { BtrfsFilesystem } from "../disko/layout.ts";
import { scrubbedPaths } from "../machine/scrubs.ts";
import { removeListElement } from "../nix/syntax/edits.ts";
import { defineRule } from "./rule.ts";
import { fixIn } from "./source-fix.ts";

/** Several mountpoints of one btrfs in the list of what is scrubbed. */
export const scrubTwice = defineRule({
  code: "DSK504",
  name: "scrub-twice",
  consequence: "better",
  ofMachine: true,
  needsWholeFiles: true,
  docs: {
    what: "`services.btrfs.autoScrub.fileSystems` names several mountpoints of one btrfs.",
    why: "A scrub covers a whole filesystem, all subvolumes included. NixOS makes a timer for each path, all at the same hour: the disk is read through once for each of them, or the second service fails because a scrub is running already. One mountpoint for each filesystem is enough.",
    bad: `{
  system.stateVersion = "25.11";
  services.btrfs.autoScrub = { enable = true; fileSystems = [ "/" "/home" ]; };
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = { type = "btrfs"; subvolumes."@".mountpoint = "/"; subvolumes."@home".mountpoint = "/home"; };
  };
}`,
    good: `{
  system.stateVersion = "25.11";
  services.btrfs.autoScrub = { enable = true; fileSystems = [ "/" ]; };
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = { type = "btrfs"; subvolumes."@".mountpoint = "/"; subvolumes."@home".mountpoint = "/home"; };
  };
}`,
    sources: [
      "https://btrfs.readthedocs.io/en/latest/Scrub.html",
      "https://github.com/NixOS/nixpkgs/blob/nixos-unstable/nixos/modules/tasks/filesystems/btrfs.nix",
    ],
  },

  *check({ layout, machine, syntax }) {
    const first = new Map<BtrfsFilesystem, string>();
    for (const { path, at } of scrubbedPaths(machine)) {
      const filesystem = layout.mounts.find(({ mountpoint }) => mountpoint.value === path)?.btrfs;
      if (filesystem === undefined) continue;
      const before = first.get(filesystem);
      if (before === undefined) {
        first.set(filesystem, path);
        continue;
      }
      const tree = syntax(at.path);
      yield {
        at,
        message: `\`${path}\` is of the same btrfs as \`${before}\`, and a scrub covers the whole filesystem: the disk is read through twice, or the second scrub fails because the first is running. Remove it from the list.`,
        fixes: fixIn(at.path, tree && removeListElement(tree, at.span), `Scrub it once, by \`${before}\``, false),
      };
    }
  },
});
