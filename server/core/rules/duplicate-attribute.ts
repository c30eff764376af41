import { duplicateNames } from "../nix/values/duplicate-names.ts";
import { defineRule } from "./rule.ts";

/** One name twice in one set or `let`, where Nix does not merge. */
export const duplicateAttribute = defineRule({
  code: "DSK108",
  name: "duplicate-attribute",
  consequence: "evaluation",
  docs: {
    what: "A name is defined twice in one set, one `let`, or one list of arguments.",
    why: "Nix refuses the whole file. Only sets merge: `a.b = 1; a.c = 2;` is fine.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-A";
    device = "/dev/disk/by-id/nvme-B";
    content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; };
  };
}`,
    good: `{
  disko.devices.disk.main.device = "/dev/disk/by-id/nvme-A";
  disko.devices.disk.main.content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; };
}`,
    sources: ["https://nix.dev/manual/nix/latest/language/syntax.html#attrs-literal"],
  },

  *check({ paths, syntax }) {
    for (const path of paths) {
      const tree = syntax(path);
      // What recovery makes of a broken file may repeat what was meant to be two sets.
      if (!tree || tree.errors.length > 0) continue;
      for (const { name, first, again, what } of duplicateNames(tree)) {
        yield {
          at: { path, span: again },
          message: `The ${what} \`${name}\` is defined twice, so Nix refuses the file. Keep one of the two.`,
          related: [{ at: { path, span: first }, message: "defined here first" }],
        };
      }
    }
  },
});
