import { defineRule } from "./rule.ts";

/** disko gives the name to mount without quotes, as a part of `-o subvol=NAME`. */
export const blankInSubvolumeName = defineRule({
  code: "DSK311",
  name: "blank-in-subvolume-name",
  consequence: "install",
  docs: {
    what: "The name of a mounted subvolume has a blank in it.",
    why: "disko's mount command does not quote it: mount sees two arguments and stops, when the disk is already formatted.",
    bad: `"@my home" = { mountpoint = "/home"; };`,
    good: `"@my-home" = { mountpoint = "/home"; };`,
    sources: ["https://github.com/nix-community/disko/blob/master/lib/types/btrfs.nix"],
  },

  *check({ layout }) {
    for (const { subvolumes } of layout.btrfs) {
      for (const { object, name, mountpoint } of subvolumes) {
        if (!/\s/.test(name) || object.conditional || mountpoint.kind !== "known" || !mountpoint.certain) continue;
        yield {
          at: object.attributes.get("name")?.definitions[0]?.at ?? object.at,
          message: `disko cannot mount a subvolume with a blank in its name: "${name}" reaches the mount command as two words, and the installation fails. Rename it.`,
        };
      }
    }
  },
});
