import type { DiskoObject } from "../disko/layout.ts";
import { describeObjectFirst } from "../disko/object-name.ts";
import type { Comment } from "../nix/syntax/ast.ts";
import { defineRule } from "./rule.ts";

/** Attributes without a default that disko reads. */
export const missingAttribute = defineRule({
  code: "DSK103",
  name: "missing-attribute",
  consequence: "evaluation",
  needsWholeFiles: true,
  docs: {
    what: "An attribute that disko needs is not set.",
    why: "It has no default, so evaluation fails as soon as disko reads it.",
    bad: `{
  disko.devices.disk.main = {
    content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; };
  };
}`,
    sources: ["https://github.com/nix-community/disko/tree/master/lib/types"],
  },

  *check({ layout, syntax }) {
    for (const problem of layout.problems) {
      if (problem.kind !== "missing-attribute") continue;
      const { at, object, name } = problem;
      const elsewhere = object.type === "disk" && name === "device";
      const reason = elsewhere
        ? "evaluation fails unless another module or `disko-install --disk` sets it"
        : "disko has no default for it";
      yield {
        at,
        consequence: elsewhere && syntax(at.path)?.comments.some(givesDevice) ? "risk" : "evaluation",
        message: `${describeObjectFirst(object)} has no \`${name}\`, and ${reason}. Add ${example(object, name)}.`,
      };
    }
  },
});

/** A layout that several hosts share leaves the device to each, and says so: `# disko.devices.disk.main.device = …`. */
function givesDevice({ text }: Comment): boolean {
  return /\bdevice\s*=/.test(text);
}

const EXAMPLES: Readonly<Record<string, string>> = {
  "disk device": 'device = "/dev/disk/by-id/…";',
  "luks name": 'name = "crypted";',
  "filesystem format": 'format = "ext4";',
  "lv size": 'size = "10G";',
  "btrfs_swap size": 'size = "8G";',
  "nodev fsType": 'fsType = "tmpfs";',
  "table_partition name": 'name = "root";',
  "lvm_pv vg": 'vg = "pool";',
  "mdraid name": 'name = "raid1";',
  "zfs pool": 'pool = "zroot";',
  "zfs_volume size": 'size = "10G";',
  "lv pool": 'pool = "thinpool";',
  "bcachefs filesystem": 'filesystem = "main";',
};

function example({ type }: DiskoObject, name: string): string {
  if (name === "type") return `\`type = "${type}";\``;
  const text = EXAMPLES[`${type} ${name}`];
  return text === undefined ? "it" : `\`${text}\``;
}
