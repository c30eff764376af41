import { defineRule } from "./rule.ts";

/**
 * A comment `# disko-ignore …` that leaves nothing out. What is left out shows only when all rules have spoken on all hosts,
 * so the engine finds it (engine/unused-suppressions.ts), and the rule has no check of its own.
 */
export const unusedSuppression = defineRule({
  code: "DSK190",
  name: "unused-suppression",
  consequence: "redundant",
  docs: {
    what: "A comment `# disko-ignore …` silences nothing: the finding is gone, or no rule has that name.",
    why: "A comment that outlives its finding hides the next one that comes to its line, and one with a misspelt name never did what it says. Nothing is said while a file has a syntax error, where something in the layout cannot be known, and of rules that are switched off or depend on the tools of the host.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "btrfs";
      mountpoint = "/";
      mountOptions = [ "noatime" ]; # disko-ignore DSK204
    };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "btrfs";
      mountpoint = "/";
      mountOptions = [ "noatime" ];
    };
  };
}`,
    sources: ["https://eslint.org/docs/latest/use/configure/rules#report-unused-eslint-disable-comments"],
  },

  check: () => [],
});
