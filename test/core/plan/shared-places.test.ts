/** One text that serves several mounts or filesystems is changed once, and rightly for all. */
import { describe, expect, test } from "vitest";
import { carryOut } from "./carried-out.ts";
import { decisionLines, type PlanSpec } from "./plan-of.ts";

const CASES: readonly [what: string, text: string][] = [
  [
    "one function makes two filesystems",
    `let
  disk = device: mountpoint: options: {
    inherit device;
    content = {
      type = "btrfs";
      subvolumes."@data" = { inherit mountpoint; mountOptions = [ "compress=lzo" ] ++ options; };
    };
  };
in
{
  disko.devices.disk.a = disk "/dev/vda" "/" [ ];
  disko.devices.disk.b = disk "/dev/vdb" "/data" [ "compress=zstd:9" ];
}
`,
  ],
  [
    "one function makes all subvolumes, without options",
    `let
  mounted = mountpoint: { inherit mountpoint; };
in
{
  disko.devices.disk.a = {
    device = "/dev/vda";
    content = {
      type = "btrfs";
      subvolumes = { "@" = mounted "/"; "@home" = mounted "/home"; "@log" = mounted "/var/log"; };
    };
  };
}
`,
  ],
  [
    "names are computed",
    `{ lib, ... }:
{
  disko.devices.disk.a = {
    device = "/dev/vda";
    content = {
      type = "btrfs";
      subvolumes = lib.genAttrs [ "@nix" "@home" ] (name: {
        mountpoint = "/" + lib.removePrefix "@" name;
        mountOptions = [ "compress=zstd:3" ] ++ lib.optional (name == "@nix") "noatime";
      }) // { "@" = { mountpoint = "/"; }; };
    };
  };
}
`,
  ],
  [
    "several options stand in one string",
    `{
  disko.devices.disk.a = {
    device = "/dev/vda";
    content = {
      type = "btrfs";
      subvolumes = {
        "@" = { mountpoint = "/"; mountOptions = [ "compress=lzo,commit=60" ]; };
        "@home" = { mountpoint = "/home"; mountOptions = [ "nodatacow,nodev" "defaults" ]; };
      };
    };
  };
}
`,
  ],
];

const SPECS: readonly PlanSpec[] = [
  { priority: "performance", tools: ["postgresql", "podman"] },
  { priority: "balanced", tools: ["postgresql"], target: "running" },
  { priority: "space", tools: ["libvirt"], surroundings: { module: "no" } },
];

describe.each(CASES)("%s", (_, text) => {
  test.each(SPECS)("$priority", (spec) => {
    const { plan, notWritten, broken, again } = carryOut(text, spec);
    expect(plan.refusals).toEqual([]);
    if (notWritten.length > 0) {
      // Where it cannot be written safely, the reason and the text are told instead.
      expect(notWritten.every(({ why, snippet }) => why !== "" && snippet !== "")).toBe(true);
      return;
    }
    expect(broken).toEqual([]);
    expect(decisionLines(again).filter((line) => line.startsWith("+"))).toEqual([]);
  });
});
