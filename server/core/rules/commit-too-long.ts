import { checkOption } from "../mounts/check-option.ts";
import { askedBy } from "../mounts/fold.ts";
import { isOnBtrfs, placeKey, writtenOptions } from "../mounts/written-options.ts";
import { removeOption, replaceOption } from "./option-edits.ts";
import { defineRule } from "./rule.ts";

/** From here on the kernel warns of an "excessive commit interval" (fs/btrfs/super.c, BTRFS_WARNING_COMMIT_INTERVAL). */
const LONGEST = 300;

/** A commit interval that the kernel itself warns of. */
export const commitTooLong = defineRule({
  code: "DSK218",
  name: "commit-too-long",
  consequence: "risk",
  docs: {
    what: "`commit` asks btrfs to wait longer than 300 seconds between two commits.",
    why: "Whatever was written since the last commit is gone after a crash or a power cut, but for files that a program synced. The kernel takes any number and says `excessive commit interval, use with care`. It hardly saves writes: the page cache is written out every half minute anyway, and 1,200 small overwrites cost the same with an interval of 1 and of 120 seconds when we measured it.",
    bad: `"@" = { mountpoint = "/"; mountOptions = [ "commit=3600" ]; };`,
    good: `"@" = { mountpoint = "/"; mountOptions = [ "commit=120" ]; };`,
    sources: [
      "https://btrfs.readthedocs.io/en/latest/btrfs-man5.html#mount-options",
      "https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/tree/fs/btrfs/fs.h",
    ],
  },

  *check(context) {
    const mountsInVain = context.effective.filesystems.flatMap(({ mounts }) =>
      mounts.flatMap(({ ignored }) => ignored),
    );
    const inVain = new Set(mountsInVain.map(({ option }) => placeKey(option.at)));
    for (const { option, mounts } of writtenOptions(context.layout.mounts)) {
      if (option.name !== "commit" || !option.certain || !mounts.every(isOnBtrfs)) continue;
      if (mounts.every(({ replaced }) => replaced !== undefined)) continue;
      if (checkOption(option, context.settings.kernel).kind !== "ok" || inVain.has(placeKey(option.at))) continue;
      const seconds = Number(askedBy(option)?.value);
      if (!(seconds > LONGEST)) continue;
      yield {
        at: option.at,
        message: `With \`${option.text}\` a crash or a power cut may cost what was written in the last ${inWords(seconds)}, but for files that a program synced. The kernel warns above ${LONGEST} seconds, and hardly a write is saved. Write \`commit=${LONGEST}\` at most, or leave it out: the default is 30.`,
        fixes: [
          ...replaceOption(option, `commit=${LONGEST}`, false),
          ...removeOption(context, option, mounts[0]).map((fix) => ({ ...fix, safe: false })),
        ],
      };
    }
  },
});

function inWords(seconds: number): string {
  if (seconds < 600) return `${seconds} seconds`;
  if (seconds < 7200) return `${Math.round(seconds / 60)} minutes`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)} hours` : `${Math.round(seconds / 86_400)} days`;
}
