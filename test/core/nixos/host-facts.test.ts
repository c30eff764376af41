import { describe, expect, test } from "vitest";
import { hostFacts } from "../../../server/core/nixos/host-facts.ts";
import { KERNEL_PACKAGES } from "../../../server/core/nixos/kernel-packages.ts";
import { memoryFiles } from "../../support/memory-files.ts";
import { hostOf, textAt } from "./support.ts";

/** Facts of a configuration, each as value and the text that says it. */
function factsOf(configuration: string, more: Readonly<Record<string, string>> = {}) {
  const texts = { ...more, "/w/configuration.nix": configuration };
  const host = hostOf(configuration, more, KERNEL_PACKAGES);
  const facts = hostFacts(host.configuration, memoryFiles(texts).read);
  return Object.fromEntries(
    Object.entries(facts).map(([name, said]) => [name, said && [said.value, textAt(said.at, texts)]]),
  );
}

describe("what a host says of its machine", () => {
  test("release, kernel, initrd and platform, with their lines", () => {
    expect(
      factsOf(`{ pkgs, ... }: {
        system.stateVersion = "25.05";
        boot.kernelPackages = pkgs.linuxPackages_6_12;
        boot.initrd.systemd.enable = true;
        nixpkgs.hostPlatform = "aarch64-linux";
      }`),
    ).toEqual({
      stateVersion: ["25.05", 'system.stateVersion = "25.05";'],
      kernel: [{ major: 6, minor: 12 }, "boot.kernelPackages = pkgs.linuxPackages_6_12;"],
      initrd: ["systemd", "boot.initrd.systemd.enable = true;"],
      platform: ["aarch64-linux", 'nixpkgs.hostPlatform = "aarch64-linux";'],
      hardware: undefined,
    });
  });

  test("a kernel that follows nixpkgs, and a switch under a condition that is not known, say nothing", () => {
    const facts = factsOf(`{ pkgs, lib, inputs, ... }: {
      boot.kernelPackages = pkgs.linuxPackages_latest;
      boot.initrd.systemd.enable = lib.mkIf inputs.what true;
    }`);
    expect([facts.kernel, facts.initrd]).toEqual([undefined, undefined]);
  });
});

describe("the report of nixos-facter", () => {
  const report = JSON.stringify({
    version: 1,
    system: "x86_64-linux",
    virtualisation: "none",
    hardware: {
      disk: [
        {
          model: "Sample NVMe 1T",
          unix_device_name: "/dev/nvme0n1",
          unix_device_names: ["/dev/nvme0n1", "/dev/disk/by-id/nvme-Sample_1T_0001"],
          resources: [{ type: "size", unit: "sectors", value_1: 2_000_409_264, value_2: 512 }],
        },
      ],
      memory: [{ resources: [{ type: "phys_mem", range: 34_359_738_368 }] }],
    },
  });

  test.each(["hardware.facter.reportPath", "facter.reportPath"])("named by %s", (option) => {
    const { hardware, platform } = factsOf(`{ ${option} = ./facter.json; system.stateVersion = "25.05"; }`, {
      "/w/facter.json": report,
    });
    expect(hardware?.[0]).toEqual({
      platform: "x86_64-linux",
      virtual: false,
      memory: 34_359_738_368,
      disks: [
        {
          model: "Sample NVMe 1T",
          device: "/dev/disk/by-id/nvme-Sample_1T_0001",
          names: ["/dev/nvme0n1", "/dev/disk/by-id/nvme-Sample_1T_0001"],
          size: 1_024_209_543_168,
        },
      ],
    });
    expect(platform?.[0]).toBe("x86_64-linux");
  });

  test.each([
    ["is not there", {}],
    ["is no JSON", { "/w/facter.json": "{" }],
    ["is something else", { "/w/facter.json": '{ "hardware": { "disk": 7 } }' }],
  ])("one that %s says nothing", (_, files) => {
    expect(
      factsOf(`{ hardware.facter.reportPath = ./facter.json; system.stateVersion = "25.05"; }`, files).hardware,
    ).toBe(undefined);
  });
});
