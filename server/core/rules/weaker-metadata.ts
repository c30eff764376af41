import { mkfsCommand } from "../mounts/mkfs-command.ts";
import { deviceCount, profilesGiven, survivedFailures } from "../mounts/mkfs-profiles.ts";
import { defineRule } from "./rule.ts";

/** Metadata on several devices that is lost with one of them, while data is not; or that is lost before data is. */
export const weakerMetadata = defineRule({
  code: "DSK336",
  name: "weaker-metadata",
  consequence: "risk",
  needsWholeFiles: true,
  docs: {
    what: "A btrfs on several devices keeps fewer copies of its metadata than of its data.",
    why: "Without its metadata a filesystem cannot be read, however many copies of the data there are: what it survives is what its metadata survives. mkfs.btrfs warns of it in a line that nobody sees during an installation.",
    bad: `{
  disko.devices.disk.b = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = { type = "btrfs"; extraArgs = [ "-d raid1" "-m single" "/dev/disk/by-id/nvme-OTHER" ]; mountpoint = "/data"; };
  };
}`,
    good: `{
  disko.devices.disk.b = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = { type = "btrfs"; extraArgs = [ "-d raid1" "-m raid1" "/dev/disk/by-id/nvme-OTHER" ]; mountpoint = "/data"; };
  };
}`,
    sources: ["https://btrfs.readthedocs.io/en/latest/mkfs.btrfs.html#profiles"],
  },

  *check({ layout }) {
    for (const filesystem of layout.btrfs) {
      const command = mkfsCommand(filesystem);
      if (!command?.complete || (deviceCount(filesystem) ?? 1) < 2) continue;
      const given = profilesGiven(command);
      const data = given.find(({ of }) => of === "data");
      const written = given.find(({ of }) => of === "metadata");
      if (data === undefined || isMixed(command) || (written === undefined && isGiven(command, "metadata"))) continue;
      // Without a word mkfs.btrfs takes raid1 on several devices.
      const metadata = written?.profile ?? "raid1";
      const [survivesData, survives] = [survivedFailures(data.profile), survivedFailures(metadata)];
      if (survives >= survivesData) continue;
      const how = written === undefined ? `without \`-m\` metadata is \`${metadata}\`` : `metadata is \`${metadata}\``;
      const loses = survives === 0 ? "one device" : "two devices";
      yield {
        at: (written ?? data).word.at,
        message: `Data is \`${data.profile}\`, but ${how}: when ${loses} of this btrfs fail${survives === 0 ? "s" : ""}, all of it is lost, though the data is still there. Give metadata as many copies: \`-m ${asStrong(data.profile)}\`.`,
        ...(survives === 0 ? {} : { consequence: "better" as const }),
      };
    }
  },
});

type Command = NonNullable<ReturnType<typeof mkfsCommand>>;

function isGiven({ options }: Command, name: string): boolean {
  return options.some(({ option }) => option.long === name);
}

function isMixed(command: Command): boolean {
  return isGiven(command, "mixed") || isGiven(command, "features");
}

/** Parity is no place for metadata. */
function asStrong(profile: string): string {
  return ["raid5", "raid10"].includes(profile) ? "raid1" : profile === "raid6" ? "raid1c3" : profile;
}
