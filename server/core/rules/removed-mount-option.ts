import type { Mount } from "../disko/layout.ts";
import { checkOption, isSince, type OptionVerdict } from "../mounts/check-option.ts";
import type { MountOption } from "../mounts/mount-option.ts";
import { isOnBtrfs, namesOf, writtenOptions } from "../mounts/written-options.ts";
import { kernelText } from "../settings.ts";
import type { Fix } from "../text/finding.ts";
import { removeOption, replaceOption } from "./option-edits.ts";
import { defineRule, type RuleContext } from "./rule.ts";

/** An option that the kernel dropped, or is about to. */
export const removedMountOption = defineRule({
  code: "DSK205",
  name: "removed-mount-option",
  consequence: "install",
  docs: {
    what: "A mount option was removed from the kernel, or will be.",
    why: "A kernel that no longer knows it refuses the mount, after the disk was formatted. Old guides still name such options.",
    bad: `"@" = { mountpoint = "/"; mountOptions = [ "noatime" "inode_cache" ]; };`,
    good: `"@" = { mountpoint = "/"; mountOptions = [ "noatime" ]; };`,
    sources: [
      "https://btrfs.readthedocs.io/en/latest/btrfs-man5.html#mount-options",
      "https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/fs/btrfs/super.c",
    ],
  },

  *check(context) {
    for (const { option, mounts } of writtenOptions(context.layout.mounts)) {
      const onBtrfs = mounts.filter(isOnBtrfs);
      if (onBtrfs.length === 0) continue;
      const verdict = checkOption(option, context.settings.kernel);
      if (verdict.kind !== "removed" && verdict.kind !== "deprecated") continue;
      const since = `Linux ${kernelText(verdict.since)}`;
      const instead = verdict.replacement === undefined ? " Remove it." : ` Write \`${verdict.replacement}\` instead.`;
      const fixes = onBtrfs.length === mounts.length ? fixesFor(context, option, onBtrfs[0], verdict) : [];
      if (verdict.kind === "deprecated") {
        const message = `\`${option.text}\` is deprecated since ${since}.${instead}`;
        yield { at: option.at, message, consequence: "deprecated", tags: ["deprecated"], fixes };
      } else if (verdict.effect === "nothing") {
        const message = `\`${option.text}\` does nothing since ${since}.${instead}`;
        yield { at: option.at, message, consequence: "silent", fixes };
      } else {
        const fails = `mounting ${namesOf(onBtrfs)} fails, after the disk was formatted`;
        const gone = isSince(verdict.since, context.settings.kernel)
          ? `was removed from the kernel (gone in ${since}): ${fails}`
          : `is gone from Linux ${kernelText(verdict.since)} on: there ${fails}`;
        const message = `\`${option.text}\` ${gone}.${instead}`;
        yield { at: option.at, message, fixes };
      }
    }
  },
});

function fixesFor(
  context: RuleContext,
  option: MountOption,
  mount: Mount | undefined,
  { replacement }: OptionVerdict & { kind: "removed" | "deprecated" },
): Fix[] {
  return replacement === undefined ? removeOption(context, option, mount) : replaceOption(option, replacement, true);
}
