import { attributeState } from "../disko/certain-value.ts";
import type { DiskoObject, Layout } from "../disko/layout.ts";
import { allDevices } from "../machine/all-devices.ts";
import { defineRule } from "./rule.ts";

/** A disk that nothing is made on. */
export const diskWithoutContent = defineRule({
  code: "DSK113",
  name: "disk-without-content",
  consequence: "evaluation",
  needsWholeFiles: true,
  ofMachine: true,
  docs: {
    what: "A disk has no `content`.",
    why: "disko asks every disk for the script that its content makes; without one evaluation stops with a `null` that names neither file nor disk.",
    bad: `{
  disko.devices.disk = {
    main = {
      device = "/dev/disk/by-id/nvme-EXAMPLE";
      content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; };
    };
    spare = {
      type = "disk";
      device = "/dev/disk/by-id/ata-SPARE";
    };
  };
}`,
    good: `{
  disko.devices.disk = {
    main = {
      device = "/dev/disk/by-id/nvme-EXAMPLE";
      content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; };
    };
    spare = {
      type = "disk";
      device = "/dev/disk/by-id/ata-SPARE";
      content = { type = "gpt"; partitions = { }; };
    };
  };
}`,
    sources: ["https://github.com/nix-community/disko/blob/master/lib/types/disk.nix"],
  },

  *check({ layout, machine }) {
    const whole = allDevices(layout, machine);
    if (whole === undefined || !isWhole(whole)) return;
    for (const disk of whole.objects) {
      if (disk.type !== "disk" || disk.conditional || !hasNoContent(disk)) continue;
      yield {
        at: disk.at,
        message: `Disk \`${disk.name}\` has no \`content\`, and disko cannot evaluate a disk without one: no script is made for any disk of the layout. Give it a content, such as \`{ type = "gpt"; partitions = { }; }\`, or leave the disk out: disko touches only the disks that it knows.`,
      };
    }
  },
});

/** Not one of several files that describe the disks together: it has a root, and knows everything. */
function isWhole({ complete, mounts }: Layout): boolean {
  return complete && mounts.some(({ mountpoint }) => mountpoint.value === "/");
}

/** Only where it is said what the disk is: a `device` alone may add to a disk of another module. */
function hasNoContent(disk: DiskoObject): boolean {
  const content = attributeState(disk, "content");
  if (content.kind === "certain") return content.value.kind === "null";
  return content.kind === "absent" && disk.attributes.has("device") && disk.attributes.has("type");
}
