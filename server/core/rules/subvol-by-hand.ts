import type { Mount } from "../disko/layout.ts";
import type { MountOption } from "../mounts/mount-option.ts";
import { writtenOptions } from "../mounts/written-options.ts";
import { removeOption } from "./option-edits.ts";
import { defineRule, type RuleFinding } from "./rule.ts";

/** `subvol=` or `subvolid=` on an entry of `subvolumes`, where disko appends `subvol=NAME` itself. */
export const subvolByHand = defineRule({
  code: "DSK210",
  name: "subvol-by-hand",
  consequence: "silent",
  docs: {
    what: "A subvolume's mount options name a subvolume by hand.",
    why: "disko appends `subvol=NAME` to the options of every entry of `subvolumes`, and the last one wins. A `subvolid` stays beside it, and where the two do not agree the mount fails, after the disk was formatted.",
    bad: `"@home" = { mountpoint = "/home"; mountOptions = [ "subvol=@other" ]; };`,
    good: `"@home" = { mountpoint = "/home"; mountOptions = [ "noatime" ]; };`,
    sources: [
      "https://github.com/nix-community/disko/blob/master/lib/types/btrfs.nix",
      "https://btrfs.readthedocs.io/en/latest/btrfs-man5.html#mount-options",
    ],
  },

  *check(context) {
    for (const { option, mounts } of writtenOptions(context.layout.mounts)) {
      if (option.name !== "subvol" && option.name !== "subvolid") continue;
      const own = mounts.filter(({ object }) => object.type === "btrfs_subvol");
      const [mount] = own;
      if (mount === undefined || !option.value) continue;
      const fixes = own.length === mounts.length ? removeOption(context, option, mount) : [];
      const finding = option.name === "subvol" ? byName(option, own, mount) : byNumber(option, mount);
      if (finding !== undefined) yield { at: option.at, fixes, ...finding };
    }
  },
});

type Said = Omit<RuleFinding, "at" | "fixes">;

function byName(option: MountOption, mounts: readonly Mount[], mount: Mount): Said {
  const other = mounts.find(({ name }) => trimSlashes(name) !== trimSlashes(option.value ?? ""));
  if (other !== undefined) {
    return {
      message: `\`${option.text}\` on ${other.name} is overridden: disko appends \`subvol=${other.name}\`, and the last one wins. Remove it.`,
    };
  }
  return {
    message: `\`${option.text}\` is not needed: disko appends \`subvol=${mount.name}\` itself. Remove it.`,
    consequence: "redundant",
    tags: ["unnecessary"],
  };
}

function byNumber(option: MountOption, mount: Mount): Said | undefined {
  const isTop = /^(0|5|0x0|0x5|05)$/.test(option.value ?? "");
  if (trimSlashes(mount.name) === "") return undefined;
  if (isTop) {
    return {
      message: `\`${option.text}\` is the top level of the filesystem, but disko appends \`subvol=${mount.name}\`: the two do not agree, and mounting ${mount.name} fails, after the disk was formatted. Remove it.`,
      consequence: "install",
    };
  }
  return {
    message: `\`${option.text}\` must agree with \`subvol=${mount.name}\`, which disko appends, else mounting ${mount.name} fails. The numbers of subvolumes change with every install: remove it.`,
  };
}

function trimSlashes(path: string): string {
  return path.replace(/^\/+|\/+$/g, "");
}
