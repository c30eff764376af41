import { type Advised, holdsImages, toolsDo, unmet } from "./advice.ts";
import { defineRule, type RuleFinding } from "./rule.ts";

/** Files that are overwritten in place, on a filesystem that writes every change elsewhere. */
export const databaseOnCopyOnWrite = defineRule({
  code: "DSK401",
  name: "database-on-copy-on-write",
  consequence: "risk",
  needsWholeFiles: true,
  docs: {
    what: "A database of this host lies on copy-on-write, and the priority says otherwise.",
    why: "A database overwrites its pages in place. With copy-on-write each write goes to a new place, so its files fall into thousands of extents and more is written. Without it there are no checksums and no compression for these files: that is the price, and the reason why `durability` never asks for this.",
    bad: `# .disko-toolstack.yaml: { priority: performance }
{
  system.stateVersion = "25.11";
  services.postgresql.enable = true;
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
    good: `# .disko-toolstack.yaml: { priority: performance }
{
  system.stateVersion = "25.11";
  services.postgresql.enable = true;
  systemd.tmpfiles.rules = [ "h /var/lib/postgresql - - - - +C" ];
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
    sources: [
      "https://btrfs.readthedocs.io/en/latest/btrfs-man5.html#mount-options",
      "https://btrfs.readthedocs.io/en/latest/btrfs-man5.html#file-attributes",
      "https://www.postgresql.org/docs/current/storage-page-layout.html",
    ],
  },

  *check(context) {
    for (const advised of unmet(context, "no-copy-on-write")) {
      if (!holdsImages(advised))
        yield copyOnWriteFinding(advised, toolsDo(advised.decision, "overwrites its files", "overwrite their files"));
    }
  },
});

/** What is said of files that are overwritten in place. `doing`: "PostgreSQL overwrites its files". */
export function copyOnWriteFinding(advised: Advised, doing: string): RuleFinding {
  const { decision, advice, at, where, related, fixes } = advised;
  const { priority, chosen } = advice.plan.choices;
  return {
    at,
    message: `${doing} in place${where}, and ${decision.path} is copy-on-write: every write goes to a new place, and the files fall apart with time. Under ${priority}, set \`+C\` on the directory. Its price: ${lowerFirst(decision.cost)}`,
    related,
    fixes,
    // Nobody asked for this priority; it is the default.
    ...(!chosen.priority && { consequence: "better" }),
  };
}

function lowerFirst(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1);
}
