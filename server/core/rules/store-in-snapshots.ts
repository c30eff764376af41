import type { SnapshotUse } from "../stack/toolstack.ts";
import type { Related } from "../text/finding.ts";
import { type Advised, holdsImages, toolsDo, unmet } from "./advice.ts";
import { defineRule } from "./rule.ts";

/** What can be fetched or made again, kept alive by every snapshot of what is above. */
export const storeInSnapshots = defineRule({
  code: "DSK403",
  name: "store-in-snapshots",
  severity: "info",
  needsWholeFiles: true,
  docs: {
    what: "Container storage, images or caches lie in a subvolume that is snapshotted.",
    why: "A snapshot keeps every block that it has seen. Layers, images and caches change a lot and can be had again, so they make snapshots large and worth nothing. A subvolume of their own is left out of snapshots of what is above.",
    bad: `{
  system.stateVersion = "25.11";
  virtualisation.docker.enable = true;
  services.snapper.configs.root.SUBVOLUME = "/";
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content.type = "gpt";
    content.partitions.root = {
      size = "100%";
      content = {
        type = "btrfs";
        subvolumes."@" = { mountpoint = "/"; mountOptions = [ "compress=zstd" "noatime" ]; };
      };
    };
  };
}`,
    good: `{
  system.stateVersion = "25.11";
  virtualisation.docker.enable = true;
  services.snapper.configs.root.SUBVOLUME = "/";
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content.type = "gpt";
    content.partitions.root = {
      size = "100%";
      content = {
        type = "btrfs";
        subvolumes."@" = { mountpoint = "/"; mountOptions = [ "compress=zstd" "noatime" ]; };
        subvolumes."@docker" = { mountpoint = "/var/lib/docker"; mountOptions = [ "compress=zstd" "noatime" ]; };
      };
    };
  };
}`,
    sources: [
      "https://btrfs.readthedocs.io/en/latest/Subvolumes.html#nested-subvolumes",
      "https://docs.docker.com/engine/storage/drivers/",
    ],
  },

  *check(context) {
    const snapshotted = context.advices.filter(
      ({ toolstack: { snapshots } }) => snapshots.kind === "known" && snapshots.taken,
    );
    for (const advised of unmet({ ...context, advices: snapshotted }, "subvolume")) {
      const { decision, at, where, related, fixes, advice } = advised;
      const running = advice.plan.choices.target === "running";
      yield {
        at,
        message: `Every snapshot keeps what ${toolsDo(decision, "has", "have")} in ${decision.path}${where}: ${whyNot(advised)}. A subvolume of its own keeps it out.${running ? " On a running machine this is a move of data: generate a layout to see the steps." : ""}`,
        related: [...related, ...snapshotEvidence(advice.toolstack.snapshots)],
        fixes,
      };
    }
  },
});

function whyNot(advised: Advised): string {
  return holdsImages(advised)
    ? "disk images change all the time, and a snapshot taken while a machine runs holds them half written"
    : "it can be had again, and it makes snapshots large";
}

function snapshotEvidence(snapshots: SnapshotUse): Related[] {
  if (snapshots.kind !== "known") return [];
  return snapshots.evidence
    .slice(0, 1)
    .flatMap(({ at, name }) => (at ? [{ at, message: `snapshots: \`${name}\`` }] : []));
}
