import { certainString } from "../disko/attribute-value.ts";
import { everyObject } from "../disko/every-object.ts";
import type { DiskoObject } from "../disko/layout.ts";
import { nameBoth } from "../disko/object-name.ts";
import { defineRule } from "./rule.ts";

/** Two GPT partitions with one UUID. disko finds partitions that have one by it. */
export const samePartitionUuid = defineRule({
  code: "DSK318",
  name: "same-partition-uuid",
  consequence: "install",
  docs: {
    what: "Two partitions have the same `uuid`.",
    why: "disko finds a partition with a `uuid` under /dev/disk/by-partuuid. sgdisk takes one for two without a word, and there is one link for both: the second filesystem is not made, or one is mounted in the place of the other.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.a = { size = "10G"; uuid = "809b3a2b-828a-4730-95e1-75b6343e415a"; content = { type = "btrfs"; mountpoint = "/a"; }; };
      partitions.b = { size = "10G"; uuid = "809b3a2b-828a-4730-95e1-75b6343e415a"; content = { type = "btrfs"; mountpoint = "/b"; }; };
    };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.a = { size = "10G"; uuid = "809b3a2b-828a-4730-95e1-75b6343e415a"; content = { type = "btrfs"; mountpoint = "/a"; }; };
      partitions.b = { size = "10G"; content = { type = "btrfs"; mountpoint = "/b"; }; };
    };
  };
}`,
    sources: [
      "https://github.com/nix-community/disko/blob/v1.13.0/lib/types/gpt.nix",
      "https://uefi.org/specs/UEFI/2.10_A/05_GUID_Partition_Table_Format.html",
    ],
  },

  *check({ layout }) {
    const first = new Map<string, DiskoObject>();
    for (const partition of everyObject(layout.objects)) {
      if (partition.type !== "gpt_partition") continue;
      const uuid = certainString(partition, "uuid");
      const key = uuid?.value.toLowerCase();
      if (uuid === undefined || key === undefined) continue;
      const other = first.get(key);
      if (other === undefined) first.set(key, partition);
      else {
        yield {
          at: uuid.at,
          message: `Partitions ${nameBoth(other, partition)} have the same \`uuid\`, by which disko finds them: it makes one filesystem for both, and mounts it in both places or stops there, when the disk is already wiped. Give each its own (\`uuidgen -r\`).`,
          related: [{ at: other.at, message: "has the same `uuid`" }],
        };
      }
    }
  },
});
