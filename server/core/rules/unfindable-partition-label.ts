import { partitionLabel } from "../disko/device-path.ts";
import { everyObject } from "../disko/every-object.ts";
import {
  isFoundByLabel,
  isPlaceholder,
  type LabelProblem,
  LONGEST_LABEL,
  labelProblem,
} from "../disko/partition-label.ts";
import type { Consequence } from "../text/finding.ts";
import { defineRule } from "./rule.ts";

/** A GPT label by which disko does not find its partition again. */
export const unfindablePartitionLabel = defineRule({
  code: "DSK315",
  name: "unfindable-partition-label",
  consequence: "install",
  docs: {
    what: "A GPT label is longer than 36 characters, or has characters that disko, sgdisk and udev write differently.",
    why: "disko makes the content on /dev/disk/by-partlabel/LABEL. sgdisk cuts a label after 36 characters and before a colon, and udev escapes some characters that disko does not: then there is no such device, and the installation stops when the disk is already wiped.",
    bad: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.root = { size = "100%"; label = "nixos:root"; content = { type = "btrfs"; mountpoint = "/"; }; };
    };
  };
}`,
    good: `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions.root = { size = "100%"; label = "nixos-root"; content = { type = "btrfs"; mountpoint = "/"; }; };
    };
  };
}`,
    sources: [
      "https://github.com/nix-community/disko/blob/v1.13.0/lib/default.nix",
      "https://github.com/systemd/systemd/blob/main/rules.d/60-persistent-storage.rules.in",
      "https://www.rodsbooks.com/gdisk/sgdisk.html",
    ],
  },

  *check({ layout }) {
    for (const partition of everyObject(layout.objects)) {
      const label = isFoundByLabel(partition) ? partitionLabel(partition) : undefined;
      const problem = label === undefined || isPlaceholder(label) ? undefined : labelProblem(label);
      if (label === undefined || problem === undefined) continue;
      const own = partition.attributes.get("label")?.definitions[0];
      const subject = own ? `The label of partition \`${partition.name}\`` : `The label "${label}"`;
      const advice = own ? "" : ` Give partition \`${partition.name}\` a \`label\` of its own.`;
      yield {
        at: own?.at ?? partition.at,
        consequence: consequenceOf(problem),
        message: `${subject} ${whatIsWrong(problem, label)}${advice}`,
      };
    }
  },
});

function consequenceOf({ kind }: LabelProblem): Consequence {
  return kind === "foreign" ? "evaluation" : "install";
}

const STOPS = "the installation stops when the disk is already wiped.";

function whatIsWrong(problem: LabelProblem, label: string): string {
  switch (problem.kind) {
    case "empty":
      return `is empty, so disko has no device to find it by: ${STOPS} Write one, or none for the standard label.`;
    case "foreign":
      return `has the character "${problem.character}", and disko escapes only ASCII: evaluation fails. Write it in plain letters.`;
    case "colon":
      return `has a colon, where sgdisk ends it: the disk gets "${problem.kept}", disko looks for "${label}", and ${STOPS} Leave the colon out.`;
    case "long":
      return `has ${label.length} characters and a GPT has room for ${LONGEST_LABEL}: the disk gets "${problem.kept}", disko looks for all of it, and ${STOPS} Write a shorter one.`;
    case "escaped":
      return `has the character "${problem.character}", which udev writes as "${problem.link}" and disko does not: disko looks for another name than there is, and ${STOPS} Use letters, digits, "-", "_" and ".".`;
  }
}
