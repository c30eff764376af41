import { checkOption } from "../mounts/check-option.ts";
import { hasUsualSectors } from "../mounts/mkfs-arguments.ts";
import { isOnBtrfs, writtenOptions } from "../mounts/written-options.ts";
import { replaceOption } from "./option-edits.ts";
import { defineRule } from "./rule.ts";

/** A value that the kernel bends into its range without a word. */
export const clampedMountOptionValue = defineRule({
  code: "DSK203",
  name: "clamped-mount-option-value",
  consequence: "silent",
  docs: {
    what: "A mount option has a value that the kernel silently replaces by another.",
    why: "The mount succeeds and nothing is said, but what is written is not what is used: `compress=zstd:19` is `compress=zstd:15`.",
    bad: `"@" = { mountpoint = "/"; mountOptions = [ "compress=zstd:19" ]; };`,
    good: `"@" = { mountpoint = "/"; mountOptions = [ "compress=zstd:15" ]; };`,
    sources: [
      "https://btrfs.readthedocs.io/en/latest/Compression.html",
      "https://btrfs.readthedocs.io/en/latest/btrfs-man5.html#mount-options",
    ],
  },

  *check({ layout, settings }) {
    for (const { option, mounts } of writtenOptions(layout.mounts)) {
      if (!mounts.every(isOnBtrfs)) continue;
      const verdict = checkOption(option, settings.kernel);
      if (verdict.kind !== "clamped") continue;
      if (option.name === "max_inline" && !mounts.every(({ btrfs }) => hasUsualSectors(btrfs))) continue;
      yield {
        at: option.at,
        message: `btrfs reads \`${option.text}\` as \`${verdict.to}\`: ${verdict.why}. Write \`${verdict.to}\`, or what was meant.`,
        fixes: replaceOption(option, verdict.to, true),
      };
    }
  },
});
