import { attributeState } from "../disko/certain-value.ts";
import { luksBlockingDiscards } from "../disko/encryption-discards.ts";
import { luksInWords } from "../disko/encryption-names.ts";
import { everyObject } from "../disko/every-object.ts";
import type { DiskoObject, Layout } from "../disko/layout.ts";
import { hasOwnLuksEntry } from "../machine/encryption-devices.ts";
import { optionsOf } from "../mounts/mount-option.ts";
import { placeKey } from "../mounts/written-options.ts";
import { enumerate } from "../text/enumerate.ts";
import type { Location } from "../text/span.ts";
import { allowDiscards } from "./encryption-edits.ts";
import { defineRule } from "./rule.ts";

/** Discards that are asked for inside a LUKS that lets none through. */
export const discardStoppedByLuks = defineRule({
  code: "DSK350",
  name: "discard-stopped-by-luks",
  consequence: "silent",
  ofMachine: true,
  needsWholeFiles: true,
  docs: {
    what: "`discard` on a filesystem, or `discardPolicy` of a swap, inside a LUKS that does not pass discards on.",
    why: "dm-crypt keeps discards to itself unless it is told otherwise, because they show which blocks of the disk are free. The mount succeeds all the same, the kernel sees a device that cannot discard, and the SSD never learns what is free, neither through `discard` nor through fstrim.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "luks";
      name = "crypted";
      content = {
        type = "btrfs";
        subvolumes."@" = { mountpoint = "/"; mountOptions = [ "compress=zstd" "noatime" "discard=async" ]; };
      };
    };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "luks";
      name = "crypted";
      settings.allowDiscards = true;
      content = {
        type = "btrfs";
        subvolumes."@" = { mountpoint = "/"; mountOptions = [ "compress=zstd" "noatime" "discard=async" ]; };
      };
    };
  };
}`,
    sources: [
      "https://docs.kernel.org/admin-guide/device-mapper/dm-crypt.html",
      "https://man7.org/linux/man-pages/man8/cryptsetup-open.8.html",
      "https://github.com/nix-community/disko/blob/master/lib/types/luks.nix",
      "https://github.com/NixOS/nixpkgs/blob/master/nixos/modules/system/boot/luksroot.nix",
    ],
  },

  *check(context) {
    const { layout, machine, syntax } = context;
    if (layout.installsOnly) return;
    const byLuks = new Map<DiskoObject, Ask[]>();
    for (const ask of asksIn(layout)) {
      for (const luks of luksBlockingDiscards(ask.content, layout.objects)) {
        byLuks.set(luks, [...(byLuks.get(luks) ?? []), ask]);
      }
    }
    for (const [luks, asks] of byLuks) {
      const [first, ...others] = asks;
      if (first === undefined || hasOwnLuksEntry(luks, machine, context)) continue;
      const texts = [...new Set(asks.map(({ text }) => `\`${text}\``))];
      yield {
        at: first.at,
        consequence: machine === undefined ? "better" : "silent",
        message: `${enumerate(texts, "and")} inside ${luksInWords(luks)} ${texts.length > 1 ? "do" : "does"} nothing: ${machine === undefined ? "unless a module elsewhere sets `allowDiscards`, " : ""}it lets no discards through, and the disk never learns what is free. Set \`settings.allowDiscards = true;\` there, if whoever gets hold of the disk may see which blocks are free; else take out the discards.`,
        related: [
          { at: luks.at, message: "lets no discards through" },
          ...others
            .filter(({ at }) => placeKey(at) !== placeKey(first.at))
            .map(({ at }) => ({ at, message: "asks for them too" })),
        ],
        fixes: allowDiscards(syntax, luks),
      };
    }
  },
});

interface Ask {
  /** `discard=async` */
  readonly text: string;
  readonly at: Location;
  readonly content: DiskoObject;
}

function asksIn({ mounts, objects }: Layout): Ask[] {
  const asks: Ask[] = [];
  for (const mount of mounts) {
    if (mount.object.conditional) continue;
    const options = optionsOf(mount);
    const last = options.findLast(({ name }) => name === "discard" || name === "nodiscard");
    if (last?.name !== "discard" || !last.certain || !mount.options.complete) continue;
    asks.push({ text: last.text, at: last.at, content: mount.btrfs?.object ?? mount.object });
  }
  for (const swap of everyObject(objects).filter(({ type }) => type === "swap")) {
    const policy = attributeState(swap, "discardPolicy");
    if (policy.kind !== "certain" || policy.value.kind !== "string") continue;
    asks.push({ text: `discardPolicy = "${policy.value.value}"`, at: policy.at, content: swap });
  }
  return asks;
}
