import type { Mount } from "../disko/layout.ts";
import type { Machine } from "../machine/machine.ts";
import { readableEsps, setsMask } from "../mounts/readable-esp.ts";
import { addOption } from "./option-edits.ts";
import { defineRule } from "./rule.ts";

/** An EFI system partition that every user may read, the random seed and the initrd's secrets on it included. */
export const readableEsp = defineRule({
  code: "DSK216",
  name: "readable-esp",
  consequence: "better",
  needsWholeFiles: true,
  ofMachine: true,
  docs: {
    what: "The EFI system partition is mounted so that everybody may read it.",
    why: "FAT knows no owners: without `umask`, `fmask` or `dmask` every user and every service may read what lies there. systemd-boot keeps the random seed there, and `bootctl` warns of it as a security hole at each update; an initrd with secrets in it lies there too.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.ESP = {
        size = "1G";
        type = "EF00";
        content = { type = "filesystem"; format = "vfat"; mountpoint = "/boot"; };
      };
    };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.ESP = {
        size = "1G";
        type = "EF00";
        content = { type = "filesystem"; format = "vfat"; mountpoint = "/boot"; mountOptions = [ "umask=0077" ]; };
      };
    };
  };
}`,
    sources: [
      "https://github.com/NixOS/nixpkgs/issues/279362",
      "https://github.com/systemd/systemd/pull/28025",
      "https://man7.org/linux/man-pages/man8/mount.8.html#FILESYSTEM-SPECIFIC_MOUNT_OPTIONS",
    ],
  },

  *check(context) {
    for (const mount of readableEsps(context.layout)) {
      if (mount.replaced !== undefined || !leavesOptions(context.machine, mount)) continue;
      const fixes = sharesPlace(context.layout.mounts, mount)
        ? []
        : addOption(context, mount, "umask=0077", "Let root alone read it: `umask=0077`");
      yield {
        at: mount.options.key ?? mount.mountpoint.at,
        message: `Every user may read \`${mount.mountpoint.value}\`: FAT knows no owners, and no option says who may. An initrd lies there with its secrets, and systemd-boot's random seed, of which \`bootctl\` warns as a security hole. Add \`umask=0077\` to its \`mountOptions\`.`,
        fixes: fixes.map((fix) => ({ ...fix, safe: false })),
      };
    }
  },
});

/** Whether the host adds no mask by `fileSystems`; true where no host is known. */
function leavesOptions(machine: Machine | undefined, { mountpoint }: Mount): boolean {
  const state = machine?.configuration.option(["fileSystems", mountpoint.value, "options"]);
  if (state === undefined || state.kind === "absent") return true;
  if (state.kind === "unknown" || !state.certain || state.value.kind !== "list") return false;
  const texts = state.value.items.map((item) => (item.kind === "item" ? item.thunk.force() : undefined));
  return texts.every((text) => text?.kind === "string" && !setsMask([text.value]));
}

/** One list for several mounts, or one set: others may not take `umask`. */
function sharesPlace(mounts: readonly Mount[], { options, object }: Mount): boolean {
  const place = (options.list ?? object.at).span;
  return (
    mounts.filter((other) => {
      const { path, span } = other.options.list ?? other.object.at;
      return path === (options.list ?? object.at).path && span.start === place.start;
    }).length > 1
  );
}
