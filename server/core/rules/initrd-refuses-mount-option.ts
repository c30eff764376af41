import type { Mount } from "../disko/layout.ts";
import { refusedByBusybox } from "../mounts/busybox-mount.ts";
import type { MountOption } from "../mounts/mount-option.ts";
import { namesOf, placeKey } from "../mounts/written-options.ts";
import { removeOption } from "./option-edits.ts";
import { defineRule } from "./rule.ts";

/** An option that installs and mounts by hand, and that the scripted initrd cannot mount with. */
export const initrdRefusesMountOption = defineRule({
  code: "DSK219",
  name: "initrd-refuses-mount-option",
  consequence: "boot",
  ofMachine: true,
  docs: {
    what: "A mount that is needed for boot has an option that the scripted initrd of the host cannot mount with.",
    why: "There `mount` is busybox', which knows fewer names than mount(8): `auto`, `owner` and what begins with a capital `X-` go to the kernel, and the kernel refuses the mount. It installs without a word, and the first boot stops in the initrd. The systemd initrd, the default since NixOS 26.05, takes them.",
    bad: `{
  system.stateVersion = "25.11";
  boot.initrd.systemd.enable = false;
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "btrfs";
      subvolumes."@" = { mountpoint = "/"; mountOptions = [ "noatime" "X-mount.mkdir" ]; };
    };
  };
}`,
    good: `{
  system.stateVersion = "25.11";
  boot.initrd.systemd.enable = false;
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "btrfs";
      subvolumes."@" = { mountpoint = "/"; mountOptions = [ "noatime" ]; };
    };
  };
}`,
    sources: [
      "https://github.com/NixOS/nixpkgs/blob/nixos-25.11/nixos/modules/system/boot/stage-1-init.sh",
      "https://man7.org/linux/man-pages/man8/mount.8.html",
    ],
  },

  *check(context) {
    if (context.machine?.facts.initrd?.value !== "scripted") return;
    const found = new Map<string, { option: MountOption; mounts: Mount[] }>();
    for (const mount of context.layout.mounts.filter(isTakenAsWritten)) {
      for (const option of refusedByBusybox(mount)) {
        const key = placeKey(option.at);
        found.set(key, { option, mounts: [...(found.get(key)?.mounts ?? []), mount] });
      }
    }
    for (const { option, mounts } of found.values()) {
      yield {
        at: option.at,
        message: `The scripted initrd of \`${context.machine.name}\` cannot mount ${namesOf(mounts)} with \`${option.text}\`: busybox hands it to the kernel, which refuses the mount. It installs, and the first boot stops there. Remove it.`,
        fixes: removeOption(context, option, mounts[0]).map((fix) => ({ ...fix, safe: false })),
      };
    }
  },
});

function isTakenAsWritten({ options, replaced }: Mount): boolean {
  return options.written && replaced === undefined;
}
