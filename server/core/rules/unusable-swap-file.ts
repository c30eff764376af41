import { certainString, stringOf } from "../disko/attribute-value.ts";
import type { DiskoObject } from "../disko/layout.ts";
import { defineRule } from "./rule.ts";

/** Swap files of btrfs that disko cannot name or cannot make. */
export const unusableSwapFile = defineRule({
  code: "DSK308",
  name: "unusable-swap-file",
  consequence: "evaluation",
  needsWholeFiles: true,
  docs: {
    what: "A btrfs swap file in something that is not mounted, or with an empty size.",
    why: "The path of the swap file is the mountpoint and its name: without a mountpoint evaluation fails. An empty size passes the evaluation and stops the installation when the disk is already formatted.",
    bad: `"@swap" = { swap.swapfile.size = "8G"; };`,
    good: `"@swap" = { mountpoint = "/.swapvol"; swap.swapfile.size = "8G"; };`,
    sources: ["https://github.com/nix-community/disko/blob/master/lib/types/btrfs.nix"],
  },

  *check({ layout }) {
    for (const { object, name, mountpoint, subvolumes } of layout.btrfs) {
      const holders = [{ object, name: `the btrfs on \`${name}\``, mountpoint }];
      for (const one of subvolumes) holders.push({ ...one, name: `subvolume \`${one.name}\`` });
      for (const holder of holders) {
        for (const file of holder.object.children.filter(isSwapFile)) {
          const size = certainString(file, "size");
          if (holder.mountpoint.kind === "absent") {
            yield {
              at: file.at,
              message: `Swap file \`${file.name}\` has no path, because ${holder.name} has no mountpoint; evaluation fails. Add a \`mountpoint\`, such as "/.swapvol".`,
            };
          } else if (size?.value === "" && stringOf(file, "size").kind === "known") {
            yield {
              at: size.at,
              consequence: "install",
              message: `Swap file \`${file.name}\` has an empty size: the installation fails when the disk is already formatted. Write a size such as "8G".`,
            };
          }
        }
      }
    }
  },
});

function isSwapFile(object: DiskoObject): boolean {
  return object.type === "btrfs_swap" && !object.conditional;
}
