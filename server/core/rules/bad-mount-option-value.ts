import { checkOption, isSince } from "../mounts/check-option.ts";
import { isOnBtrfs, namesOf, writtenOptions } from "../mounts/written-options.ts";
import { kernelText } from "../settings.ts";
import { replaceOption } from "./option-edits.ts";
import { defineRule } from "./rule.ts";

/** A value that btrfs does not take: the mount fails. */
export const badMountOptionValue = defineRule({
  code: "DSK202",
  name: "bad-mount-option-value",
  consequence: "install",
  docs: {
    what: "A mount option has a value that btrfs does not take.",
    why: "The disk is formatted first, then the mount fails. That is so on later mounts too: what they ask for is ignored, but it is still read.",
    bad: `"@" = { mountpoint = "/"; mountOptions = [ "compress=lz4" ]; };`,
    good: `"@" = { mountpoint = "/"; mountOptions = [ "compress=lzo" ]; };`,
    sources: ["https://btrfs.readthedocs.io/en/latest/btrfs-man5.html#mount-options"],
  },

  *check({ layout, settings }) {
    for (const { option, mounts } of writtenOptions(layout.mounts)) {
      const onBtrfs = mounts.filter(isOnBtrfs);
      if (onBtrfs.length === 0) continue;
      const verdict = checkOption(option, settings.kernel);
      const fails = `mounting ${namesOf(onBtrfs)} fails, after the disk was formatted`;
      if (verdict.kind === "not-yet" && verdict.of === "value") {
        const since = `Linux ${kernelText(verdict.since)}`;
        const before = verdict.effect === "fails" ? fails : "the default level is used instead, without a word";
        const consequence = verdict.effect === "fails" ? "install" : "silent";
        if (settings.kernel === undefined) {
          yield {
            at: option.at,
            message: `\`${option.text}\` needs ${since}: before it, ${before}.`,
            consequence: "better",
          };
        } else {
          yield { at: option.at, message: `\`${option.text}\` came with ${since}: before it, ${before}.`, consequence };
        }
      }
      if (verdict.kind !== "bad-value") continue;
      const { better, accepted, since } = verdict;
      const when =
        since === undefined || isSince(since, settings.kernel)
          ? fails
          : `from Linux ${kernelText(since)} on ${fails}, and a kernel before it uses the default level`;
      yield {
        at: option.at,
        message: `btrfs does not take \`${option.text}\`: ${when}. \`${option.name}\` takes ${accepted}.`,
        fixes:
          better !== undefined && onBtrfs.length === mounts.length
            ? replaceOption(option, better.text, better.certain)
            : [],
      };
    }
  },
});
