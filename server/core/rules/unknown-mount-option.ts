import { checkOption } from "../mounts/check-option.ts";
import { describeOption } from "../mounts/vocabulary.ts";
import { isOnBtrfs, namesOf, writtenOptions } from "../mounts/written-options.ts";
import { kernelText } from "../settings.ts";
import { replaceOption } from "./option-edits.ts";
import { defineRule } from "./rule.ts";

/** A name that neither btrfs nor mount(8) knows: the mount fails. */
export const unknownMountOption = defineRule({
  code: "DSK201",
  name: "unknown-mount-option",
  consequence: "install",
  docs: {
    what: "A mount option has a name that neither btrfs nor mount(8) knows.",
    why: "disko passes it on unread. The disk is formatted first, then the mount fails; a later mount fails as well.",
    bad: `"@" = { mountpoint = "/"; mountOptions = [ "noatime" "nodirtime" ]; };`,
    good: `"@" = { mountpoint = "/"; mountOptions = [ "noatime" "nodiratime" ]; };`,
    sources: [
      "https://btrfs.readthedocs.io/en/latest/btrfs-man5.html#mount-options",
      "https://man7.org/linux/man-pages/man8/mount.8.html",
    ],
  },

  *check({ layout, settings }) {
    for (const { option, mounts } of writtenOptions(layout.mounts)) {
      const onBtrfs = mounts.filter(isOnBtrfs);
      if (onBtrfs.length === 0) continue;
      const verdict = checkOption(option, settings.kernel);
      const fails = `mounting ${namesOf(onBtrfs)} fails, after the disk was formatted`;
      if (verdict.kind === "not-yet" && verdict.of === "name") {
        const since = kernelText(verdict.since);
        yield { at: option.at, message: `\`${option.name}\` came with Linux ${since}: before it, ${fails}.` };
      }
      if (verdict.kind !== "unknown") continue;
      const { better, note } = verdict;
      const help = better === undefined ? "Remove it." : `Did you mean \`${better.text}\`?`;
      const sentences = [`\`${option.name}\` is no option that btrfs knows: ${fails}.`, ...(note ? [note] : []), help];
      const editable = better !== undefined && onBtrfs.length === mounts.length && isKnown(better.text);
      yield {
        at: option.at,
        message: sentences.join(" "),
        // Bare `compress` means zlib for the whole filesystem: more than a slip of the finger should switch on unasked.
        fixes: editable ? replaceOption(option, better.text, better.certain && better.text !== "compress") : [],
      };
    }
  },
});

function isKnown(text: string): boolean {
  return describeOption(text.split("=")[0] ?? "") !== undefined;
}
