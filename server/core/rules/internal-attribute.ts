import { describeObject } from "../disko/object-name.ts";
import { defineRule } from "./rule.ts";
import { removeBinding } from "./source-fix.ts";

/** Attributes that disko keeps for itself: their names begin with `_`. */
export const internalAttribute = defineRule({
  code: "DSK109",
  name: "internal-attribute",
  consequence: "evaluation",
  docs: {
    what: "An attribute is set that disko makes itself, such as `_create` or `_config`.",
    why: "Most of them are read only: a second value stops the evaluation. The others are taken, and change under you with any release of disko.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    _create = "mkfs.ext4 /dev/disk/by-id/nvme-EXAMPLE";
    content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "filesystem";
      format = "ext4";
      mountpoint = "/";
      postCreateHook = "tune2fs -m 1 $device";
    };
  };
}`,
    sources: [
      "https://github.com/nix-community/disko/blob/master/lib/default.nix",
      "https://nixos.org/manual/nixos/stable/#sec-option-declarations",
    ],
  },

  *check({ layout, syntax }) {
    for (const problem of layout.problems) {
      if (problem.kind !== "internal-attribute") continue;
      const { at, object, name, binding, isReadOnly } = problem;
      const where = describeObject(object);
      yield {
        at,
        consequence: isReadOnly && !isReadLate(name) ? "evaluation" : "risk",
        message: isReadOnly
          ? `\`${name}\` is what disko itself makes of ${where}, and read only, so disko refuses the whole layout${isReadLate(name) ? " when it comes to need it" : ""}. ${instead(name)}`
          : `\`${name}\` of ${where} is disko's own: it is taken as it stands, without the checks of a real option, and may be gone with the next release. ${instead(name)}`,
        fixes: isReadOnly ? removeBinding(syntax, binding, `Remove \`${name}\``, false) : [],
      };
    }
  },
});

/** What disko looks at only with several devices, or for the packages of its scripts: a layout may evaluate for years. */
function isReadLate(name: string): boolean {
  return name === "_meta" || name === "_pkgs";
}

const INSTEAD: Readonly<Record<string, string>> = {
  _create: "Commands of your own belong into `preCreateHook` or `postCreateHook`.",
  _mount: "Commands of your own belong into `preMountHook` or `postMountHook`.",
  _unmount: "Commands of your own belong into `preUnmountHook` or `postUnmountHook`.",
  _config: "Options of NixOS belong into a module of the host.",
  _index: "Say with `priority` which partition is made first.",
  _name: "Give it a `name`.",
};

function instead(name: string): string {
  return INSTEAD[name] ?? "Remove it.";
}
