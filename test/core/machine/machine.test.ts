/** What the rules get to know of the machine that a layout is for. */
import { expect, test } from "vitest";
import { analyzeFile } from "../../../server/core/engine/analysis.ts";
import { createProjectViews } from "../../../server/core/engine/hosts-of.ts";
import { machineOf } from "../../../server/core/engine/machine-of.ts";
import type { Machine } from "../../../server/core/machine/machine.ts";
import { said, switchedOn } from "../../../server/core/machine/machine.ts";
import { createParser } from "../../../server/core/nix/syntax/parser.ts";
import { grammarBytes } from "../../support/grammar.ts";
import { memoryFiles } from "../../support/memory-files.ts";
import { bundledPatterns } from "../../support/patterns.ts";

async function machine(texts: Readonly<Record<string, string>>, path = "/w/disko.nix"): Promise<Machine | undefined> {
  const files = memoryFiles(texts);
  const parser = await createParser(await grammarBytes());
  const view = createProjectViews(files, parser, bundledPatterns()).view(path);
  const [host] = view.hosts.hosts;
  return host && machineOf(host, analyzeFile(path, files, parser), view);
}

const DISKO = `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-main";
    content = {
      type = "gpt";
      partitions.root = { size = "100%"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; }; };
    };
  };
}`;

test("it knows the mounts of disko and of fileSystems together", async () => {
  const atlas = await machine({
    "/w/configuration.nix": `{
      imports = [ ./disko.nix ];
      boot.loader.systemd-boot.enable = true;
      fileSystems."/".neededForBoot = true;
      fileSystems."/data" = { device = "/dev/sdb1"; fsType = "xfs"; options = [ "noatime" ]; };
    }`,
    "/w/disko.nix": DISKO,
  });
  expect(atlas?.whole).toBe(true);
  expect(switchedOn(atlas, ["boot", "loader", "systemd-boot", "enable"], false)).toBe(true);
  expect(switchedOn(atlas, ["boot", "loader", "grub", "enable"], false)).toBe(false);
  expect(
    [...(atlas?.mounts?.values() ?? [])].map(({ mountpoint, fsType, options }) => [mountpoint, fsType, options]),
  ).toEqual([
    ["/", "ext4", ["defaults"]],
    ["/data", "xfs", ["noatime"]],
  ]);
  expect(atlas?.mounts?.get("/")?.neededForBoot).toBe(true);
});

test("devices that several files define are one layout", async () => {
  const atlas = await machine({
    "/w/configuration.nix": `{
      imports = [ ./disko.nix ./home.nix ];
    }`,
    "/w/disko.nix": DISKO,
    "/w/home.nix": `{ disko.devices.nodev."/tmp" = { fsType = "tmpfs"; }; }`,
  });
  expect([...(atlas?.mounts?.keys() ?? [])].sort()).toEqual(["/", "/tmp"]);
});

test("where a module cannot be read, only what is said for certain counts", async () => {
  const atlas = await machine({
    "/w/configuration.nix": `{ imports = [ ./disko.nix ./absent.nix ]; boot.loader.grub.enable = true; }`,
    "/w/disko.nix": DISKO,
  });
  expect(atlas?.whole).toBe(false);
  expect(atlas?.mounts).toBeUndefined();
  expect(said(atlas, "boot", "loader", "grub", "enable")?.kind).toBe("bool");
  expect(switchedOn(atlas, ["boot", "loader", "systemd-boot", "enable"], false)).toBeUndefined();
});

test("a file on its own has no machine", async () => {
  expect(await machine({ "/w/disko.nix": DISKO })).toBeUndefined();
});
