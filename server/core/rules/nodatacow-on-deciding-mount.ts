import type { EffectiveFilesystem } from "../mounts/effective.ts";
import { askedBy } from "../mounts/fold.ts";
import { type MountOption, optionsOf } from "../mounts/mount-option.ts";
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
      const option = turningOff(filesystem);
      if (option === undefined || said.has(placeKey(option.at)) || isDedicated(filesystem)) continue;
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

function turningOff({ decider, state }: EffectiveFilesystem): MountOption | undefined {
  if (decider === undefined || state === undefined || state.datasum) return undefined;
  const setting = state.datacow ? "datasum" : "datacow";
  return optionsOf(decider).findLast((option) => {
    const asked = askedBy(option);
    return asked?.setting === setting && asked.value === "off";
  });
}

/** A filesystem of its own for one mount: then it is what was wanted. */
function isDedicated({ mounts, decider, filesystem }: EffectiveFilesystem): boolean {
  return mounts.length === 1 && filesystem.complete && decider?.mountpoint.value !== "/";
}
