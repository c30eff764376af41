import { defineRule } from "./rule.ts";
import { removeBinding } from "./source-fix.ts";
import { asksNothing } from "./standard-options.ts";

/** Mount options beside `subvolumes` that look like common options of all of them and are used by none. */
export const contentOptionsWithoutMountpoint = defineRule({
  code: "DSK306",
  name: "content-options-without-mountpoint",
  consequence: "silent",
  needsWholeFiles: true,
  docs: {
    what: "A btrfs content with subvolumes has `mountOptions` of its own but no `mountpoint`.",
    why: "They are the options of the top level's mount, which does not take place. Subvolumes do not inherit them: compression written only here is off everywhere.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "btrfs";
      mountOptions = [ "compress=zstd" ];
      subvolumes."@".mountpoint = "/";
    };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "btrfs";
      subvolumes."@" = { mountpoint = "/"; mountOptions = [ "compress=zstd" ]; };
    };
  };
}`,
    sources: ["https://github.com/nix-community/disko/blob/master/lib/types/btrfs.nix"],
  },

  *check({ layout, syntax }) {
    for (const { object, name, mountpoint, options, subvolumes } of layout.btrfs) {
      if (mountpoint.kind !== "absent" || object.conditional || subvolumes.length === 0 || asksNothing(options))
        continue;
      yield {
        at: options.key ?? object.at,
        message: `Nothing uses these options: the btrfs on \`${name}\` is not mounted itself, and its subvolumes do not inherit them. Write them on the subvolumes.`,
        tags: ["unnecessary"],
        fixes: removeBinding(syntax, options.binding, "Remove the options", false),
      };
    }
  },
});
