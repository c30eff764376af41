import type { SnapshotUse } from "../stack/toolstack.ts";
import type { Related } from "../text/finding.ts";
import { type Advised, mountHolding, toolsDo, unmet } from "./advice.ts";
import { defineRule } from "./rule.ts";

/** What can be fetched or made again, kept alive by every snapshot of what is above. */
export const storeInSnapshots = defineRule({
  code: "DSK403",
  name: "store-in-snapshots",
  consequence: "better",
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
    for (const advised of unmet(context, "subvolume")) {
      const { decision, at, where, related, fixes, advice } = advised;
      const { snapshots } = advice.toolstack;
      const holder = mountHolding(decision, context.layout)?.mountpoint.value;
      if (snapshots.kind === "unknown" || holder === undefined || !snapshots.of.includes(holder)) continue;
      const running = advice.plan.choices.target === "running";
      yield {
        at,
        message: `Every snapshot of ${holder} keeps what ${toolsDo(decision, "has", "have")} in ${decision.path}${where}: ${whyNot(advised)}. A subvolume of its own keeps it out.${running ? " On a running machine this is a move of data: generate a layout to see the steps." : ""}`,
        related: [...related, ...snapshotEvidence(snapshots)],
        fixes,
      };
    }
  },
});

function whyNot({ decision, advice }: Advised): string {
  const roles = advice.toolstack.tools.flatMap(({ data }) =>
    data.filter(({ path }) => path === decision.path).map(({ data: { role } }) => role),
  );
  if (roles.includes("image"))
    return "disk images change all the time, and a snapshot taken while a machine runs holds them half written";
  if (roles.includes("state"))
    return "it changes all the time, and rolling back the system takes back what was written since";
  if (roles.includes("log")) return "it grows all the time, and is gone after a rollback, when it is wanted most";
  return "it can be had again, and it makes snapshots large";
}

function snapshotEvidence(snapshots: SnapshotUse): Related[] {
  if (snapshots.kind !== "known") return [];
  return snapshots.evidence
    .slice(0, 1)
    .flatMap(({ at, name }) => (at ? [{ at, message: `snapshots: \`${name}\`` }] : []));
}
