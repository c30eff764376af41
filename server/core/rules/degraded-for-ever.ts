import type { Mount } from "../disko/layout.ts";
import { deviceCount } from "../mounts/mkfs-profiles.ts";
import type { MountOption } from "../mounts/mount-option.ts";
import { namesOf, writtenOptions } from "../mounts/written-options.ts";
import { removeOption } from "./option-edits.ts";
import { defineRule, type RuleContext } from "./rule.ts";

/** `degraded` written down: a missing disk is never noticed. */
export const degradedForEver = defineRule({
  code: "DSK502",
  name: "degraded-for-ever",
  consequence: "risk",
  docs: {
    what: "A btrfs is always mounted with `degraded`.",
    why: "It lets a filesystem be mounted while a disk is missing, without a word. A disk that is only late at boot is left out: new data lands on the others alone, and when it is back its copies are old. Two halves of a mirror mounted apart from each other can never be joined again. It is an option for one mount by hand, to replace a disk.",
    bad: `{
  disko.devices.disk.b = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "btrfs";
      extraArgs = [ "-d raid1" "/dev/disk/by-id/nvme-OTHER" ];
      subvolumes."@" = { mountpoint = "/"; mountOptions = [ "degraded" "noatime" ]; };
    };
  };
}`,
    good: `{
  disko.devices.disk.b = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "btrfs";
      extraArgs = [ "-d raid1" "/dev/disk/by-id/nvme-OTHER" ];
      subvolumes."@" = { mountpoint = "/"; mountOptions = [ "noatime" ]; };
    };
  };
}`,
    sources: [
      "https://btrfs.readthedocs.io/en/latest/btrfs-man5.html#mount-options",
      "https://btrfs.readthedocs.io/en/latest/Volume-management.html",
    ],
  },

  *check(context) {
    for (const { option, mounts } of writtenOptions(context.layout.mounts)) {
      const [mount] = mounts;
      if (option.text !== "degraded" || mount === undefined || !mounts.every(({ btrfs }) => btrfs !== undefined))
        continue;
      if (mounts.every((one) => one.replaced !== undefined || isIgnored(option, one, context))) continue;
      const alone = mounts.every(({ btrfs }) => btrfs !== undefined && deviceCount(btrfs) === 1);
      const happens = alone
        ? `On ${namesOf(mounts)}, with one device, \`degraded\` does nothing; once there is a second, it`
        : `\`degraded\` on ${namesOf(mounts)} leaves out a disk that is missing, or only late at boot, without a word: it`;
      yield {
        at: option.at,
        message: `${happens} lets new data land on the disks that are left, without a second copy, and nobody is told. Remove it; to replace a broken disk give it by hand, for one mount.`,
        fixes: removeOption(context, option, mount).map((fix) => ({ ...fix, safe: false })),
        ...(alone ? { consequence: "better" as const } : {}),
      };
    }
  },
});

/** Another mount decides: that it does nothing here is said by ignored-mount-option. */
function isIgnored(option: MountOption, mount: Mount, { effective }: RuleContext): boolean {
  return effective.filesystems.some((filesystem) =>
    filesystem.mounts.some(
      (one) => one.mount === mount && one.ignored.some((ignored) => ignored.option.at === option.at),
    ),
  );
}
