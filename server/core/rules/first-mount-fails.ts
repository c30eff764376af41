import { firstMountFailures } from "../mounts/first-mount.ts";
import type { MountOption } from "../mounts/mount-option.ts";
import { placeKey, writtenOptions } from "../mounts/written-options.ts";
import type { Fix } from "../text/finding.ts";
import { removeOption, replaceOption } from "./option-edits.ts";
import { defineRule, type RuleContext } from "./rule.ts";

/** An option that is right by itself, and fails the mount that comes first. */
export const firstMountFails = defineRule({
  code: "DSK214",
  name: "first-mount-fails",
  consequence: "install",
  needsWholeFiles: true,
  docs: {
    what: "The deciding mount asks for something that a new btrfs cannot be mounted with.",
    why: "`space_cache`, which means version 1, and `nospace_cache` would turn off the free space tree that every new filesystem has: `cannot disable free-space-tree`. The ways of `rescue` need `ro`. The disk is formatted first, then the mount fails; a later mount ignores them.",
    bad: `"@" = { mountpoint = "/"; mountOptions = [ "space_cache" ]; };`,
    good: `"@" = { mountpoint = "/"; mountOptions = [ "space_cache=v2" ]; };`,
    sources: [
      "https://btrfs.readthedocs.io/en/latest/btrfs-man5.html#mount-options",
      "https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/fs/btrfs/super.c",
    ],
  },

  *check(context) {
    const said = new Set<string>();
    for (const { filesystem, deciding } of context.effective.filesystems) {
      for (const { mount } of deciding) {
        for (const { kind, option } of firstMountFailures(mount, filesystem)) {
          if (said.has(placeKey(option.at))) continue;
          said.add(placeKey(option.at));
          const reason =
            kind === "old-space-cache"
              ? "a new btrfs has the free space tree, which it would turn off. Write `space_cache=v2`, or nothing: it is the default"
              : "it needs `ro` in the same list. Remove it: it is for an emergency, by hand";
          yield {
            at: option.at,
            message: `\`${option.text}\` fails the mount of ${mount.name}, after the disk was formatted: ${reason}.`,
            fixes: kind === "old-space-cache" ? newSpaceCache(context, option) : [],
          };
        }
      }
    }
  },
});

function newSpaceCache(context: RuleContext, option: MountOption): Fix[] {
  const users = writtenOptions(context.layout.mounts).find((one) => placeKey(one.option.at) === placeKey(option.at));
  if (!users?.mounts.every(({ btrfs }) => btrfs !== undefined)) return [];
  return option.name === "space_cache"
    ? replaceOption(option, "space_cache=v2", true)
    : removeOption(context, option, users.mounts[0]);
}
