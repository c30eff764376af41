import { alternatives } from "../disko/describe.ts";
import { defineRule } from "./rule.ts";
import { replaceString } from "./source-fix.ts";

/** The `type` of a content names nothing that disko can make at this place. */
export const unknownContentType = defineRule({
  code: "DSK104",
  name: "unknown-content-type",
  consequence: "evaluation",
  docs: {
    what: "The `type` of a `content` is not one that disko takes there.",
    why: 'disko looks the type up by this name; evaluation fails with "attribute … missing", which says neither file nor line.',
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = { type = "brtfs"; mountpoint = "/"; };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = { type = "btrfs"; mountpoint = "/"; };
  };
}`,
    sources: ["https://github.com/nix-community/disko/blob/master/lib/default.nix"],
  },

  *check({ layout, syntax }) {
    for (const problem of layout.problems) {
      if (problem.kind !== "unknown-content-type") continue;
      const { at, actual, accepted, suggestion } = problem;
      const quoted = alternatives(accepted.map((type) => `"${type}"`));
      yield {
        at,
        message: `${reason(actual, accepted)} ${suggestion === undefined ? advice(actual, quoted) : `Did you mean "${suggestion}"?`}`,
        fixes: suggestion === undefined ? [] : replaceString(syntax, at, [actual, suggestion], false),
      };
    }
  },
});

function reason(actual: string, accepted: readonly string[]): string {
  if ((actual === "gpt" || actual === "table") && !accepted.includes(actual)) {
    return `disko makes no partition table ("${actual}") inside a partition, so it refuses the layout.`;
  }
  return `disko knows no content of type "${actual}" here, so it refuses the layout.`;
}

/** What mkfs makes is one type, told apart by `format`. */
const FORMATS: ReadonlySet<string> = new Set(["ext2", "ext3", "ext4", "vfat", "xfs", "f2fs", "exfat", "ntfs"]);

function advice(actual: string, quoted: string): string {
  if (FORMATS.has(actual)) return `Write \`type = "filesystem"; format = "${actual}";\`.`;
  if (actual === "fat32" || actual === "fat") return 'Write `type = "filesystem"; format = "vfat";`.';
  return `It takes ${quoted}.`;
}
