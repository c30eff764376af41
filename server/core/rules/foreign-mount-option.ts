import type { Mount } from "../disko/layout.ts";
import { type ForeignOption, judgeForeign } from "../mounts/foreign-options.ts";
import type { MountOption } from "../mounts/mount-option.ts";
import { namesOf, writtenOptions } from "../mounts/written-options.ts";
import { enumerate } from "../text/enumerate.ts";
import type { Fix } from "../text/finding.ts";
import { removeOption, replaceOption } from "./option-edits.ts";
import { defineRule, type RuleContext } from "./rule.ts";

/** An option that the filesystem it is written for certainly does not take: the mount fails. */
export const foreignMountOption = defineRule({
  code: "DSK217",
  name: "foreign-mount-option",
  consequence: "install",
  docs: {
    what: "A mount option belongs to another filesystem than the one that is mounted.",
    why: "disko passes it on unread, and the kernel refuses the whole mount, after the disk was formatted. `discard=async` is btrfs' own: elsewhere `discard` takes no value. tmpfs takes sizes as `2G` or `50%`, not as `2GB`. Only options that certainly fail are named; what else a filesystem takes is not looked at.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "filesystem";
      format = "ext4";
      mountpoint = "/";
      mountOptions = [ "noatime" "discard=async" ];
    };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "filesystem";
      format = "ext4";
      mountpoint = "/";
      mountOptions = [ "noatime" "discard" ];
    };
  };
}`,
    sources: [
      "https://man7.org/linux/man-pages/man5/ext4.5.html",
      "https://man7.org/linux/man-pages/man5/xfs.5.html",
      "https://man7.org/linux/man-pages/man5/tmpfs.5.html",
      "https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/fs/ext4/super.c",
      "https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/fs/fat/inode.c",
    ],
  },

  *check(context) {
    for (const { option, mounts } of writtenOptions(context.layout.mounts)) {
      const judged = mounts.flatMap((mount) => {
        const foreign = judgeForeign(option, mount.fsType);
        return foreign === undefined ? [] : [{ mount, foreign }];
      });
      const [first] = judged;
      if (first === undefined) continue;
      const failing = judged.map(({ mount }) => mount);
      const shared = failing.length < mounts.length;
      const advice = shared ? `Give ${namesOf(failing)} a list of its own.` : adviceOn(first.foreign);
      yield {
        at: option.at,
        message: `${reason(option, first.foreign, failing)}: mounting ${namesOf(failing)} fails, after the disk was formatted. ${advice}`,
        fixes: shared ? [] : fixesFor(context, option, first),
      };
    }
  },
});

function reason({ text, name }: MountOption, { kind }: ForeignOption, mounts: readonly Mount[]): string {
  const types = enumerate([...new Set(mounts.flatMap(({ fsType }) => fsType ?? []))], "and");
  const verb = types.includes(" and ") ? "do" : "does";
  switch (kind) {
    case "of-btrfs":
      return `\`${text}\` is an option of btrfs that ${types} ${verb} not know`;
    case "of-fat":
      return `\`${text}\` is an option of FAT that ${types} ${verb} not know`;
    case "discard-form":
      return `\`${text}\` is a form of btrfs; on ${types} \`${name}\` takes no value`;
    case "no-discard":
      return `\`${text}\` is not known to ${types}, which lies in memory`;
    case "size":
      return `\`${text}\` is no size that ${types} takes`;
    default:
      return kind satisfies never;
  }
}

function adviceOn(foreign: ForeignOption): string {
  switch (foreign.kind) {
    case "of-btrfs":
    case "no-discard":
      return "Remove it.";
    case "of-fat":
      return 'Remove it, or write `format = "vfat"` if this is meant to be an EFI system partition.';
    case "discard-form":
      return "Write `discard`.";
    case "size":
      return foreign.better === undefined
        ? "Write a number with K, M, G or T, or a part of the memory such as `50%`."
        : `Write \`${foreign.better}\`.`;
    default:
      return foreign satisfies never;
  }
}

function fixesFor(
  context: RuleContext,
  option: MountOption,
  { mount, foreign }: { mount: Mount; foreign: ForeignOption },
): Fix[] {
  switch (foreign.kind) {
    case "discard-form":
      return replaceOption(option, "discard", true);
    case "size":
      return foreign.better === undefined ? [] : replaceOption(option, foreign.better, true);
    case "of-btrfs":
    case "no-discard":
      // The other way out is another `format`: which one is meant, only the author knows.
      return removeOption(context, option, mount).map((fix) => ({ ...fix, safe: false }));
    case "of-fat":
      return [];
    default:
      return foreign satisfies never;
  }
}
