import type { Mount } from "../disko/layout.ts";
import { namesOf, writtenOptions } from "../mounts/written-options.ts";
import { removeOption } from "./option-edits.ts";
import { defineRule } from "./rule.ts";

/** `noauto`, `nofail` and automounts where the initrd mounts by all means. */
export const ineffectiveRootOption = defineRule({
  code: "DSK608",
  name: "ineffective-root-option",
  consequence: "silent",
  docs: {
    what: "`/` or `/nix` asks not to be mounted at boot, to be mounted on demand, or to be missing without harm.",
    why: "The initrd mounts both, whatever the options say: without them there is no system to start. The scripted one mounts all that it has in its list; in the one of systemd the search for the new system requires them, and for `/` systemd drops these options.",
    bad: `"@" = { mountpoint = "/"; mountOptions = [ "noatime" "noauto" ]; };`,
    good: `"@" = { mountpoint = "/"; mountOptions = [ "noatime" ]; };`,
    sources: [
      "https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/system/boot/stage-1-init.sh",
      "https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/system/boot/systemd/initrd.nix",
      "https://github.com/systemd/systemd/blob/main/src/fstab-generator/fstab-generator.c",
      "https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html#RequiresMountsFor=",
    ],
  },

  *check(context) {
    for (const { option, mounts } of writtenOptions(context.layout.mounts)) {
      const effect = EFFECTS.get(option.text);
      if (effect === undefined || !option.certain || !mounts.every(isMountedByInitrd)) continue;
      const places = [...new Set(mounts.map(({ mountpoint }) => `\`${mountpoint.value}\``))].join(" and ");
      yield {
        at: option.at,
        message: `\`${option.text}\` has no effect on ${namesOf(mounts)}: the initrd mounts ${places} ${effect}. Remove it.`,
        ...(option.text === "nofail" ? { consequence: "redundant", tags: ["unnecessary"] } : {}),
        fixes: removeOption(context, option, mounts[0]),
      };
    }
  },
});

const EFFECTS: ReadonlyMap<string, string> = new Map([
  ["noauto", "all the same, for the system lies there"],
  ["x-systemd.automount", "at once, for the system lies there"],
  ["nofail", "or the machine does not start"],
]);

function isMountedByInitrd({ mountpoint, replaced }: Mount): boolean {
  return mountpoint.certain && replaced === undefined && (mountpoint.value === "/" || mountpoint.value === "/nix");
}
