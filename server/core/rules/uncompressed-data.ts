import type { EffectiveFilesystem } from "../mounts/effective.ts";
import { askedBy } from "../mounts/fold.ts";
import { toolsDo, unmet } from "./advice.ts";
import { defineRule } from "./rule.ts";

/** Data that shrinks well, on a filesystem that nobody asked to compress. */
export const uncompressedData = defineRule({
  code: "DSK405",
  name: "uncompressed-data",
  consequence: "better",
  needsWholeFiles: true,
  docs: {
    what: "A filesystem is not compressed, though what the tools of this host keep there shrinks well.",
    why: "Source trees, packages and container layers take about half the place with zstd, and less is written. btrfs gives up by itself on files that do not shrink.",
    bad: `{
  system.stateVersion = "25.11";
  nix.gc.automatic = true;
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content.type = "gpt";
    content.partitions.root = {
      size = "100%";
      content = {
        type = "btrfs";
        subvolumes."@" = { mountpoint = "/"; mountOptions = [ "noatime" ]; };
      };
    };
  };
}`,
    good: `{
  system.stateVersion = "25.11";
  nix.gc.automatic = true;
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
    sources: ["https://btrfs.readthedocs.io/en/latest/Compression.html"],
  },

  *check(context) {
    for (const { decision, at, where, related, fixes } of unmet(context, "compression")) {
      const filesystem = context.effective.filesystems.find((one) => one.filesystem === decision.filesystem);
      // Whoever wrote something of compression has decided; whether it works is for other rules.
      if (filesystem === undefined || !nobodyAsks(filesystem)) continue;
      yield {
        at,
        message: `What ${toolsDo(decision, "keeps", "keep")} on ${filesystem.filesystem.name} shrinks well${where}, and nothing here is compressed. Ask for it on every mount of the filesystem: \`compress=zstd\`.`,
        related,
        fixes,
      };
    }
  },
});

function nobodyAsks({ mounts, state }: EffectiveFilesystem): boolean {
  if (state === undefined || !state.datacow) return false;
  return mounts.every(({ mount, options }) => {
    const settings = options.map((option) => askedBy(option)?.setting);
    return mount.options.complete && !settings.includes("compress") && !settings.includes("datacow");
  });
}
