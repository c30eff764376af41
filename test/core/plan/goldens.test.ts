/**
 * Whole files, before and after, for one host under each priority and target. Read by eye when they change: the text of
 * the user stays, and each addition says why.
 */
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { BEFORE } from "./before.ts";
import { carryOut } from "./carried-out.ts";
import { decisionLines, type PlanSpec } from "./plan-of.ts";

const TOOLS = ["postgresql", "libvirt", "podman", "vscode", "neovim"];

const SPECS: Readonly<Record<string, PlanSpec>> = {
  performance: { priority: "performance" },
  "performance-running": { priority: "performance", target: "running" },
  "performance-no-module": { priority: "performance", surroundings: { module: "no" } },
  balanced: { priority: "balanced" },
  "balanced-no-snapshots": { priority: "balanced", snapshots: false },
  durability: { priority: "durability", environment: "production" },
  space: { priority: "space" },
  "space-running": { priority: "space", target: "running" },
};

/** Root on tmpfs, a list that all mounts share, and a name style of its own. */
const SHARED = `{ lib, ... }:
let
  # asked for everywhere, see the wiki
  common = [ "compress=zstd" "noatime" ];
in
{
  disko.devices = {
    nodev."/" = {
      fsType = "tmpfs";
      mountOptions = [ "size=2G" ];
    };
    disk.main = {
      device = "/dev/disk/by-id/nvme-EXAMPLE";
      content = {
        type = "btrfs";
        subvolumes = {
          "system/nix" = { mountpoint = "/nix"; mountOptions = common; };
          "system/persist" = { mountpoint = "/persist"; mountOptions = common ++ [ "nodev" ]; };
          "system/var-lib" = { mountpoint = "/var/lib"; mountOptions = common; };
        };
      };
    };
  };
}
`;

describe("goldens", () => {
  test.each(Object.entries(SPECS))("%s", async (name, spec) => {
    const { text, notWritten, broken, again } = carryOut(BEFORE, { tools: TOOLS, ...spec });
    expect({ notWritten, broken }).toEqual({ notWritten: [], broken: [] });
    expect(decisionLines(again).filter((line) => line.startsWith("+"))).toEqual([]);
    await expect(text).toMatchFileSnapshot(join(import.meta.dirname, "goldens", `${name}.nix`));
  });

  test("a shared list and root on tmpfs", async () => {
    const { text, notWritten, broken, again } = carryOut(SHARED, { priority: "performance", tools: TOOLS });
    expect({ notWritten, broken }).toEqual({ notWritten: [], broken: [] });
    expect(decisionLines(again).filter((line) => line.startsWith("+"))).toEqual([]);
    await expect(text).toMatchFileSnapshot(join(import.meta.dirname, "goldens", "shared-list.nix"));
  });

  test("a hook that names `pkgs` is known again, although its text cannot be evaluated", () => {
    const file = `{ pkgs, ... }:\n${BEFORE.slice(BEFORE.indexOf("{"))}`;
    const spec: PlanSpec = { priority: "performance", tools: TOOLS, surroundings: { module: "no", pkgsInScope: true } };
    const { text, broken, again } = carryOut(file, spec);
    expect(text).toContain("pkgs.e2fsprogs}/bin/chattr");
    expect(broken).toEqual([]);
    expect(decisionLines(again).filter((line) => line.startsWith("+"))).toEqual([]);
  });
});
