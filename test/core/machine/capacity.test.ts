/** Which disk of the hardware report a disk of the layout is. */
import { expect, test } from "vitest";
import { lastingName, reportedDisk } from "../../../server/core/machine/capacity.ts";
import type { Machine } from "../../../server/core/machine/machine.ts";
import type { ReportedDisk } from "../../../server/core/nixos/hardware-report.ts";
import { lowered } from "../disko/lowered.ts";

const SSD: ReportedDisk = {
  model: "ACME SSD",
  device: "/dev/disk/by-id/nvme-eui.0025385",
  names: ["/dev/disk/by-id/nvme-eui.0025385", "/dev/disk/by-id/nvme-ACME_1", "/dev/nvme0n1"],
  size: 500e9,
};
const HDD: ReportedDisk = { model: "ACME HDD", device: "/dev/sda", names: ["/dev/sda"], size: 1e12 };

function machineWith(disks: readonly ReportedDisk[]): Pick<Machine, "facts"> {
  const hardware = { value: { platform: undefined, virtual: false, memory: undefined, disks }, at: undefined };
  return {
    facts: { stateVersion: undefined, kernel: undefined, initrd: undefined, platform: undefined, hardware },
  };
}

async function found(device: string, disks = [SSD, HDD]): Promise<string | undefined> {
  const [disk] = (await lowered(`{ disko.devices.disk.main = { device = ${device}; }; }`)).objects;
  return disk && reportedDisk(machineWith(disks), disk)?.model;
}

test("by any of its names", async () => {
  expect(await found('"/dev/disk/by-id/nvme-ACME_1"')).toBe("ACME SSD");
  expect(await found('"/dev/nvme0n1"')).toBe("ACME SSD");
  expect(await found('"/dev/sda"')).toBe("ACME HDD");
});

test("not where none or several have the name, or it is not known", async () => {
  expect(await found('"/dev/disk/by-id/other"')).toBeUndefined();
  expect(await found('"/dev/sda"', [HDD, HDD])).toBeUndefined();
  expect(await found("import ./device.nix")).toBeUndefined();
});

test("the name that stays is the one that people can read", () => {
  expect(lastingName(SSD)).toBe("/dev/disk/by-id/nvme-ACME_1");
  expect(lastingName(HDD)).toBeUndefined();
});
