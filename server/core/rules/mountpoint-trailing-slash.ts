import { defineRule } from "./rule.ts";
import { replaceString } from "./source-fix.ts";

/** NixOS takes no mountpoint that ends in a slash, but for the root itself. */
export const mountpointTrailingSlash = defineRule({
  code: "DSK304",
  name: "mountpoint-trailing-slash",
  consequence: "evaluation",
  docs: {
    what: "A mountpoint ends in a slash.",
    why: "disko takes it, but NixOS refuses it as a name of `fileSystems`, and the message names no file.",
    bad: `"@home" = { mountpoint = "/home/"; };`,
    good: `"@home" = { mountpoint = "/home"; };`,
    sources: ["https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/tasks/filesystems.nix"],
  },

  *check({ layout, syntax }) {
    for (const { mountpoint, object, replaced } of layout.mounts) {
      if (!mountpoint.certain || replaced === "mount" || object.conditional || !/[^/].*\/$/.test(mountpoint.value))
        continue;
      const wanted = mountpoint.value.replace(/\/+$/, "");
      yield {
        at: mountpoint.at,
        message: `NixOS refuses the mountpoint "${mountpoint.value}" because it ends in a slash. Write "${wanted}".`,
        fixes: replaceString(syntax, mountpoint.at, [mountpoint.value, wanted], true),
      };
    }
  },
});
