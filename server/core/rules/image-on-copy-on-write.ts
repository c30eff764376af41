import { holdsImages, toolsDo, unmet } from "./advice.ts";
import { copyOnWriteFinding } from "./database-on-copy-on-write.ts";
import { defineRule } from "./rule.ts";

/** Disk images of virtual machines on copy-on-write. */
export const imageOnCopyOnWrite = defineRule({
  code: "DSK402",
  name: "image-on-copy-on-write",
  consequence: "risk",
  needsWholeFiles: true,
  docs: {
    what: "Disk images of virtual machines lie on copy-on-write, and the priority says otherwise.",
    why: "A machine overwrites the blocks of its disk. With copy-on-write below, the image falls into thousands of extents, and the guest's filesystem pays for it with each write. Without it there are no checksums and no compression for the images.",
    bad: `# .disko-toolstack.yaml: { priority: performance }
{
  system.stateVersion = "25.11";
  virtualisation.libvirtd.enable = true;
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
    good: `# .disko-toolstack.yaml: { priority: performance }
{
  system.stateVersion = "25.11";
  virtualisation.libvirtd.enable = true;
  systemd.tmpfiles.rules = [ "h /var/lib/libvirt/images - - - - +C" ];
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
      "https://btrfs.readthedocs.io/en/latest/btrfs-man5.html#file-attributes",
      "https://libvirt.org/storage.html",
    ],
  },

  *check(context) {
    for (const advised of unmet(context, "no-copy-on-write")) {
      if (holdsImages(advised))
        yield copyOnWriteFinding(advised, toolsDo(advised.decision, "overwrites disk images", "overwrite disk images"));
    }
  },
});
