import { certainString, stringOf } from "../disko/attribute-value.ts";
import { swapFilesOf, tooSmallSize } from "../disko/swap-files.ts";
import { defineRule } from "./rule.ts";

/** Swap files of btrfs that disko cannot name or cannot make. */
export const unusableSwapFile = defineRule({
  code: "DSK308",
  name: "unusable-swap-file",
  consequence: "evaluation",
  needsWholeFiles: true,
  docs: {
    what: "A btrfs swap file in something that is not mounted, or with a size that none can have.",
    why: "The path of the swap file is the mountpoint and its name: without a mountpoint evaluation fails. A size that is empty or below 40K passes the evaluation and stops the installation when the disk is already formatted.",
    bad: `"@swap" = { swap.swapfile.size = "8G"; };`,
    good: `"@swap" = { mountpoint = "/.swapvol"; swap.swapfile.size = "8G"; };`,
    sources: ["https://github.com/nix-community/disko/blob/master/lib/types/btrfs.nix"],
  },

  *check({ layout }) {
    for (const file of swapFilesOf(layout)) {
      const { object, name, holder, mountpoint } = file;
      const size = certainString(object, "size");
      const small = tooSmallSize(file);
      if (mountpoint.kind === "absent") {
        yield {
          at: object.at,
          message: `Swap file \`${name}\` has no path, because ${holder} has no mountpoint; evaluation fails. Add a \`mountpoint\`, such as "/.swapvol".`,
        };
      } else if (size?.value === "" && stringOf(object, "size").kind === "known") {
        yield {
          at: size.at,
          consequence: "install",
          message: `Swap file \`${name}\` has an empty size: the installation fails when the disk is already formatted. Write a size such as "8G".`,
        };
      } else if (small !== undefined) {
        yield {
          at: small.at,
          consequence: "install",
          message: `Swap file \`${name}\` is to have ${small.text}, and none can be smaller than 40K: the installation fails when the disk is already formatted. Write a size such as "8G".`,
        };
      }
    }
  },
});
