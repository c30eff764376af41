import { turningChecksumsOff } from "../mounts/checksums-off.ts";
import type { EffectiveFilesystem } from "../mounts/effective.ts";
import { mirroredProfile } from "../mounts/mkfs-profiles.ts";
import { placeKey } from "../mounts/written-options.ts";
import { defineRule } from "./rule.ts";

/** Copy-on-write or checksums turned off for a whole filesystem by the options of one subvolume. */
export const nodatacowOnDecidingMount = defineRule({
  code: "DSK207",
  name: "nodatacow-on-deciding-mount",
  consequence: "risk",
  needsWholeFiles: true,
  docs: {
    what: "The mount that decides for a whole btrfs turns copy-on-write or checksums off.",
    why: "It holds for every subvolume: no checksums, so no damage is noticed and no mirror can repair it, and no compression. For one directory, `chattr +C` while it is empty does it without touching the rest.",
    bad: `"@" = { mountpoint = "/"; mountOptions = [ "nodatacow" ]; };
"@home" = { mountpoint = "/home"; };`,
    good: `"@" = { mountpoint = "/"; mountOptions = [ "noatime" ]; };
"@home" = { mountpoint = "/home"; };`,
    sources: [
      "https://btrfs.readthedocs.io/en/latest/btrfs-man5.html#mount-options",
      "https://man7.org/linux/man-pages/man1/chattr.1.html",
    ],
  },

  *check({ effective }) {
    const said = new Set<string>();
    for (const filesystem of effective.filesystems) {
      const option = filesystem.decider && turningChecksumsOff(filesystem)?.option;
      if (option === undefined || said.has(placeKey(option.at)) || isDedicated(filesystem)) continue;
      // Where the data is mirrored no-checksums-on-mirror says it.
      if (mirroredProfile(filesystem.filesystem) !== undefined) continue;
      said.add(placeKey(option.at));
      const what =
        filesystem.state?.datacow === false ? "copy-on-write, checksums and compression" : "checksums and compression";
      yield {
        at: option.at,
        message: `\`${option.text}\` on ${filesystem.decider?.name} turns off ${what} for the whole filesystem, all subvolumes included. For one directory run \`chattr +C\` on it while it is empty, for example by a systemd.tmpfiles rule such as \`h /var/lib/postgresql - - - - +C\`.`,
      };
    }
  },
});

/** A filesystem of its own for one mount: then it is what was wanted. */
function isDedicated({ mounts, decider, filesystem }: EffectiveFilesystem): boolean {
  return mounts.length === 1 && filesystem.complete && decider?.mountpoint.value !== "/";
}
