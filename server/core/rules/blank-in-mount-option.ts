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
    why: "disko writes each string as `-o STRING` into its script without quotes, so the shell takes what follows the blank for another argument: `mount: bad usage`, after the disk was formatted. A blank at either end passes there, and fails the mount at every boot: in /etc/fstab it is a part of the option.",
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
        ? `In /etc/fstab the blank is a part of the option, and no kernel knows that one: it installs, and mounting ${namesOf(affected)} fails at every boot.`
        : `disko's script does not quote it, and mount stops with \`bad usage\`: mounting ${namesOf(affected)} fails, after the disk was formatted.`;
      const editable = mounts.every(isOnBtrfs) && pieces.every((piece) => isFine(piece, context.settings.kernel));
      yield {
        at: entry.at,
        consequence: onlyAround ? "boot" : "install",
        message: `"${entry.value}" holds a blank. ${reason} ${onlyAround ? "Write it without." : "Write one string for each option."}`,
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
