import { contradicted, toolsDo } from "./advice.ts";
import { defineRule } from "./rule.ts";

/** `+C` on data that cannot be made again, where only checksums would notice damage. */
export const checksumsGivenUp = defineRule({
  code: "DSK406",
  name: "checksums-given-up",
  consequence: "risk",
  needsWholeFiles: true,
  docs: {
    what: "A database or disk images lie without checksums on mirrored devices, or though `durability` was chosen.",
    why: "Without copy-on-write btrfs keeps no checksums for these files. Where two copies differ it cannot tell the good one from the damaged one: it returns either, and a scrub does not see it.",
    bad: `# .disko-toolstack.yaml: { priority: durability }
{
  system.stateVersion = "25.11";
  services.postgresql.enable = true;
  systemd.tmpfiles.rules = [ "h /var/lib/postgresql - - - - +C" ];
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "btrfs";
      subvolumes."@" = { mountpoint = "/"; mountOptions = [ "compress=zstd" "noatime" ]; };
    };
  };
}`,
    good: `# .disko-toolstack.yaml: { priority: durability }
{
  system.stateVersion = "25.11";
  services.postgresql.enable = true;
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "btrfs";
      subvolumes."@" = { mountpoint = "/"; mountOptions = [ "compress=zstd" "noatime" ]; };
    };
  };
}`,
    sources: [
      "https://btrfs.readthedocs.io/en/latest/btrfs-man5.html#mount-options",
      "https://btrfs.readthedocs.io/en/latest/Scrub.html",
    ],
  },

  *check(context) {
    for (const { decision, at, where, related } of contradicted(context)) {
      yield {
        at,
        message: `${toolsDo(decision, "keeps", "keep")} in ${decision.path} what cannot be made again${where}, and a tmpfiles line takes its checksums away with \`+C\`. ${decision.why[0]?.text ?? ""} Without the line new files have checksums; those that are there have to be copied.`,
        related,
      };
    }
  },
});
