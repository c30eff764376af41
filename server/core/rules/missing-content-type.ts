import { alternatives } from "../disko/describe.ts";
import { defineRule } from "./rule.ts";

/** A `content` that does not say what it is. */
export const missingContentType = defineRule({
  code: "DSK105",
  name: "missing-content-type",
  consequence: "evaluation",
  needsWholeFiles: true,
  docs: {
    what: "A `content` has no `type`.",
    why: "The type decides which other attributes exist; without it evaluation fails without naming file or line.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = { format = "ext4"; mountpoint = "/"; };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; };
  };
}`,
    sources: ["https://github.com/nix-community/disko/blob/master/lib/default.nix"],
  },

  *check({ layout }) {
    for (const problem of layout.problems) {
      if (problem.kind !== "missing-content-type") continue;
      const types = alternatives(problem.accepted.map((type) => `"${type}"`));
      yield {
        at: problem.at,
        message: `This has no \`type\`, so disko cannot tell what to make of it and refuses the layout. Add one: ${types}.`,
      };
    }
  },
});
