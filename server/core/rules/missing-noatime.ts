import { toolsDo, unmet } from "./advice.ts";
import { defineRule } from "./rule.ts";

/** Reading that writes: access times on files that a tool of this host reads by the thousand. */
export const missingNoatime = defineRule({
  code: "DSK404",
  name: "missing-noatime",
  consequence: "better",
  needsWholeFiles: true,
  docs: {
    what: "A mount keeps access times where a tool of this host reads many files.",
    why: "With the kernel's default, `relatime`, the first reading of a file in a day writes its time. On btrfs that copies metadata, and where there are snapshots it is kept twice. Few programs look at access times.",
    bad: `{
  system.stateVersion = "25.11";
  virtualisation.podman.enable = true;
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content.type = "gpt";
    content.partitions.root = {
      size = "100%";
      content = {
        type = "btrfs";
        subvolumes."@" = { mountpoint = "/"; mountOptions = [ "compress=zstd" ]; };
      };
    };
  };
}`,
    good: `{
  system.stateVersion = "25.11";
  virtualisation.podman.enable = true;
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content.type = "gpt";
    content.partitions.root = {
      size = "100%";
      content = {
        type = "btrfs";
        subvolumes."@" = { mountpoint = "/"; mountOptions = [ "compress=zstd" "noatime" ]; };
      };
    };
  };
}`,
    sources: [
      "https://btrfs.readthedocs.io/en/latest/btrfs-man5.html#notes-on-generic-mount-options",
      "https://man7.org/linux/man-pages/man8/mount.8.html",
    ],
  },

  *check(context) {
    for (const { decision, at, where, related, fixes } of unmet(context, "access-time")) {
      yield {
        at,
        message: `${toolsDo(decision, "reads", "read")} many files here${where}, and the first reading in a day writes each file's access time: metadata that btrfs copies, and snapshots keep. \`noatime\` stops it.`,
        related,
        fixes,
      };
    }
  },
});
