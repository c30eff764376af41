import type { Mount } from "../disko/layout.ts";
import { checkOption } from "../mounts/check-option.ts";
import { splitEntry } from "../mounts/mount-option.ts";
import { isOnBtrfs, namesOf, writtenEntries } from "../mounts/written-options.ts";
import type { KernelVersion } from "../settings.ts";
import { splitElement } from "./option-edits.ts";
import { defineRule } from "./rule.ts";

/** Blanks inside one element: disko's script does not quote it. */
export const blankInMountOption = defineRule({
  code: "DSK211",
  name: "blank-in-mount-option",
  consequence: "install",
  docs: {
    what: "One string of `mountOptions` holds a blank.",
    why: "disko writes each string as `-o STRING` into its script without quotes, so the shell takes what follows the blank for another argument: `mount: bad usage`, after the disk was formatted.",
    bad: `"@" = { mountpoint = "/"; mountOptions = [ "compress=zstd noatime" ]; };`,
    good: `"@" = { mountpoint = "/"; mountOptions = [ "compress=zstd" "noatime" ]; };`,
    sources: ["https://github.com/nix-community/disko/blob/master/lib/types/btrfs.nix"],
  },

  *check(context) {
    for (const { entry, mounts } of writtenEntries(context.layout.mounts)) {
      const affected = mounts.filter(isUnquoted);
      if (!/\s/.test(entry.value) || entry.value.trim() === "" || affected.length === 0) continue;
      const pieces = entry.value.split(/[\s,]+/).filter((piece) => piece !== "");
      const onlyAround = pieces.length <= 1;
      const reason = onlyAround
        ? "The blank becomes a part of the option in /etc/fstab, where no kernel knows it"
        : "disko's script does not quote it, and mount stops with `bad usage`";
      const editable = mounts.every(isOnBtrfs) && pieces.every((piece) => isFine(piece, context.settings.kernel));
      yield {
        at: entry.at,
        message: `"${entry.value}" holds a blank. ${reason}: mounting ${namesOf(affected)} fails, after the disk was formatted. ${onlyAround ? "Write it without." : "Write one string for each option."}`,
        fixes:
          entry.literal && editable && pieces.length > 0
            ? splitElement(context, entry.at, pieces, `Write ${pieces.map((piece) => `"${piece}"`).join(" ")}`)
            : [],
      };
    }
  },
});

/** The kinds whose mount command disko writes as `-o OPTION`, without quotes. */
const UNQUOTED: ReadonlySet<string> = new Set(["btrfs", "btrfs_subvol", "nodev", "zfs_fs"]);

function isUnquoted({ object }: Mount): boolean {
  return UNQUOTED.has(object.type);
}

function isFine(piece: string, kernel: KernelVersion | undefined): boolean {
  const entry = { value: piece, at: { path: "", span: { start: 0, end: 0 } }, certain: true, literal: false };
  return splitEntry(entry).every((option) => checkOption(option, kernel).kind === "ok");
}
