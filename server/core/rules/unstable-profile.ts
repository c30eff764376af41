import { mkfsCommand } from "../mounts/mkfs-command.ts";
import { profilesGiven } from "../mounts/mkfs-profiles.ts";
import { placeKey } from "../mounts/written-options.ts";
import { defineRule } from "./rule.ts";

/** raid5 and raid6 of btrfs, which its own makers call unstable. */
export const unstableProfile = defineRule({
  code: "DSK334",
  name: "unstable-profile",
  consequence: "risk",
  docs: {
    what: "A btrfs is made with `raid5` or `raid6`.",
    why: "The makers of btrfs list both as unstable: after a crash or a power cut in the middle of a write, parity and data may not fit together, and a device that fails later cannot be rebuilt from them. mkfs.btrfs itself advises against them for anything but tests. For metadata it is worst: there the whole filesystem is at stake.",
    bad: `{
  disko.devices.disk.c = {
    device = "/dev/disk/by-id/ata-EXAMPLE";
    content = { type = "btrfs"; extraArgs = [ "-d raid5" "-m raid1c3" "/dev/disk/by-id/ata-A" "/dev/disk/by-id/ata-B" ]; mountpoint = "/data"; };
  };
}`,
    good: `{
  disko.devices.disk.c = {
    device = "/dev/disk/by-id/ata-EXAMPLE";
    content = { type = "btrfs"; extraArgs = [ "-d raid1" "-m raid1c3" "/dev/disk/by-id/ata-A" "/dev/disk/by-id/ata-B" ]; mountpoint = "/data"; };
  };
}`,
    sources: [
      "https://btrfs.readthedocs.io/en/latest/Status.html",
      "https://btrfs.readthedocs.io/en/latest/btrfs-man5.html#raid56-status-and-recommended-practices",
    ],
  },

  *check({ layout }) {
    for (const filesystem of layout.btrfs) {
      const command = mkfsCommand(filesystem);
      const parity =
        command === undefined ? [] : profilesGiven(command).filter(({ profile }) => /^raid[56]$/.test(profile));
      const said = new Set<string>();
      for (const { profile, word } of parity) {
        if (said.has(placeKey(word.at))) continue;
        said.add(placeKey(word.at));
        const metadata = parity.some(({ of }) => of === "metadata");
        const instead = metadata
          ? `at least metadata belongs in \`${profile === "raid6" ? "raid1c3" : "raid1"}\``
          : "`raid1` or `raid10` are stable";
        yield {
          at: word.at,
          message: `\`${profile}\` of btrfs is unstable by the word of its makers: after a power cut in the middle of a write, what lies on a device that fails later may be lost. For data that counts, ${instead}; with \`${profile}\` scrub after every crash and keep a backup.`,
        };
      }
    }
  },
});
