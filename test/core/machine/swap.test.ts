/** Swap files and where a machine resumes from, for a host whose configuration stands in several files. */
import { expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../../../server/core/settings.ts";
import { engineFor } from "../../support/engine.ts";

function layout(extraArgs: string): string {
  return `{
    disko.devices.disk.main = {
      device = "/dev/disk/by-id/nvme-EXAMPLE";
      content = {
        type = "gpt";
        partitions.root = {
          size = "100%";
          content = {
            type = "btrfs";
            extraArgs = [ ${extraArgs} ];
            subvolumes."@" = { mountpoint = "/"; };
            subvolumes."@var" = { mountpoint = "/var"; };
          };
        };
      };
    };
  }`;
}

/** Codes of the rules of swap, each with the file it points into. */
async function found(configuration: string, extraArgs = ""): Promise<string[]> {
  const engine = await engineFor({
    "/w/configuration.nix": `{ imports = [ ./disko.nix ]; system.stateVersion = "25.11"; ${configuration} }`,
    "/w/disko.nix": layout(extraArgs),
  });
  const { findings } = engine.check("/w/disko.nix", DEFAULT_SETTINGS);
  return findings.filter(({ code }) => /^DSK34/.test(code)).map(({ code, at }) => `${code} ${at.path}`);
}

const SWAP = 'swapDevices = [ { device = "/var/swapfile"; size = 4096; } ];';

test("a swap file that the host lists lies on the btrfs of the layout", async () => {
  expect(await found(SWAP)).toEqual([]);
  expect(await found(SWAP, '"-d" "dup"')).toEqual(["DSK342 /w/configuration.nix"]);
});

test("unless another filesystem is mounted in between", async () => {
  const deeper = SWAP.replace("/var/swapfile", "/var/swap/file");
  const other = 'fileSystems."/var/swap" = { device = "/dev/disk/by-partlabel/swap"; fsType = "ext4"; };';
  expect(await found(deeper, '"-d" "dup"')).toEqual(["DSK342 /w/configuration.nix"]);
  expect(await found(`${deeper} ${other}`, '"-d" "dup"')).toEqual([]);
});

test("only the subvolume that is snapshotted counts", async () => {
  expect(await found(`${SWAP} services.snapper.configs.root.SUBVOLUME = "/";`)).toEqual([]);
  expect(await found(`${SWAP} services.snapper.configs.var.SUBVOLUME = "/var";`)).toEqual([
    "DSK343 /w/configuration.nix",
  ]);
});

test("the scripted initrd resumes from a swap file only with its offset", async () => {
  const scripted = `${SWAP} boot.initrd.systemd.enable = false; boot.resumeDevice = "/dev/disk/by-partlabel/disk-main-root";`;
  expect(await found(scripted)).toEqual(["DSK345 /w/configuration.nix"]);
  expect(await found(`${scripted} boot.kernelParams = [ "resume_offset=533760" ];`)).toEqual([]);
  expect(await found(scripted.replace("false", "true"))).toEqual([]);
});
