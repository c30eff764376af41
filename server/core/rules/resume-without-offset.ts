import { resumeWithoutOffset as missingOffset } from "../machine/swap-resume.ts";
import { defineRule } from "./rule.ts";

/** A machine that is to resume from a swap file and does not know where it begins. */
export const resumeWithoutOffset = defineRule({
  code: "DSK345",
  name: "resume-without-offset",
  consequence: "silent",
  ofMachine: true,
  needsWholeFiles: true,
  docs: {
    what: "`boot.resumeDevice` is a btrfs with a swap file, the initrd is the scripted one, and no `resume_offset=` is given.",
    why: "A swap file begins somewhere in its filesystem, and the kernel looks at the beginning of the device: it finds no image, boots as if nothing had been, and what was open is lost. systemd's initrd finds it by itself on UEFI.",
    bad: `{
  system.stateVersion = "25.11";
  boot.initrd.systemd.enable = false;
  boot.resumeDevice = "/dev/disk/by-partlabel/disk-main-root";
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.root = {
        size = "100%";
        content = {
          type = "btrfs";
          subvolumes."@" = { mountpoint = "/"; };
          subvolumes."@swap" = { mountpoint = "/.swapvol"; swap.swapfile.size = "16G"; };
        };
      };
    };
  };
}`,
    good: `{
  system.stateVersion = "25.11";
  boot.initrd.systemd.enable = false;
  boot.resumeDevice = "/dev/disk/by-partlabel/disk-main-root";
  # btrfs inspect-internal map-swapfile -r /.swapvol/swapfile
  boot.kernelParams = [ "resume_offset=533760" ];
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.root = {
        size = "100%";
        content = {
          type = "btrfs";
          subvolumes."@" = { mountpoint = "/"; };
          subvolumes."@swap" = { mountpoint = "/.swapvol"; swap.swapfile.size = "16G"; };
        };
      };
    };
  };
}`,
    sources: [
      "https://docs.kernel.org/power/swsusp-and-swap-files.html",
      "https://btrfs.readthedocs.io/en/latest/Swapfile.html",
      "https://man7.org/linux/man-pages/man8/systemd-hibernate-resume-generator.8.html",
    ],
  },

  *check({ layout, machine }) {
    if (layout.installsOnly) return;
    const found = missingOffset(machine, layout);
    if (found === undefined) return;
    yield {
      at: found.at ?? found.object.at,
      message: `\`boot.resumeDevice\` is the btrfs on \`${found.filesystem}\`, and nothing says where in it the swap file begins: after hibernation the machine boots anew, and what was open is lost. Add the number that \`btrfs inspect-internal map-swapfile -r\` gives for the file to \`boot.kernelParams\` as "resume_offset=…", or use systemd's initrd.`,
      related: found.at ? [{ at: found.object.at, message: "the btrfs with the swap file" }] : [],
    };
  },
});
