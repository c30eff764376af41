/** A first layout: what is written, and where there is no place for one. */
import { describe, expect, test } from "vitest";
import { type FreshLayout, freshLayoutProblem, writeFreshLayout } from "../../../server/core/plan/fresh-layout.ts";
import { applyEdits } from "../../../server/core/text/edit.ts";
import { parse } from "../../support/evaluate.ts";
import { PATH, read } from "./write-file.ts";

const PLAIN: FreshLayout = { device: "/dev/disk/by-id/nvme-EXAMPLE_2TB", luks: false, swap: undefined };

function fresh(text: string, answers: FreshLayout = PLAIN): string {
  const written = writeFreshLayout({ path: PATH, tree: parse(PATH, text), fresh: answers });
  if (written.kind === "refused") return `refused: ${written.why}`;
  return applyEdits(text, written.edits);
}

const MODULE = `{
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-id/nvme-EXAMPLE_2TB";
    content = {
      type = "gpt";
      partitions = {
        ESP = {
          size = "1G";
          type = "EF00";
          content = {
            type = "filesystem";
            format = "vfat";
            mountpoint = "/boot";
            mountOptions = [ "umask=0077" ];
          };
        };
        root = {
          size = "100%";
          content = {
            type = "btrfs";
            extraArgs = [ "-f" ];
            subvolumes = {
              "@" = {
                mountpoint = "/";
              };
              "@home" = {
                mountpoint = "/home";
              };
              "@nix" = {
                mountpoint = "/nix";
              };
            };
          };
        };
      };
    };
  };
}
`;

test("a whole module in an empty file", () => {
  const whole = `# Disk layout: one disk, btrfs.\n${MODULE}`;
  expect(fresh("")).toBe(whole);
  expect(fresh("\n  \n")).toBe(whole);
});

test("behind the comments of a file that has nothing else", () => {
  expect(fresh("# My disk")).toBe(`# My disk\n${MODULE}`);
  expect(fresh("# My disk\r\n")).toBe(`# My disk\r\n${MODULE.replaceAll("\n", "\r\n")}`);
});

test("encrypted, with a swap file", () => {
  const text = fresh("", { ...PLAIN, luks: true, swap: "16G" });
  expect(text).toContain("# Disk layout: one disk, encrypted btrfs, with a swap file.\n");
  expect(text).toContain(`        luks = {
          size = "100%";
          content = {
            type = "luks";
            name = "crypted";
            settings.allowDiscards = true;
            content = {
              type = "btrfs";`);
  expect(text).toContain(`                "@swap" = {
                  mountpoint = "/.swapvol";
                  swap.swapfile.size = "16G";
                };`);
});

test.each([
  [false, undefined],
  [false, "16G"],
  [true, undefined],
  [true, "512M"],
])("disko's schema finds nothing to say (luks: %s, swap: %s)", (luks, swap) => {
  const { layout } = read(fresh("", { ...PLAIN, luks, swap }));
  expect(layout.problems).toEqual([]);
  expect(layout.complete).toBe(true);
  const mounts = ["/boot", "/", "/home", "/nix", ...(swap ? ["/.swapvol"] : [])];
  expect(layout.mounts.map(({ mountpoint }) => mountpoint.value).sort()).toEqual(mounts.sort());
});

describe("in a file that has something", () => {
  const body = MODULE.slice(4, -3);

  test("a module", () => {
    const text = `{ pkgs, ... }:\n{\n  imports = [ ]; # none\n  networking.hostName = "x";\n}\n`;
    expect(fresh(text)).toBe(text.replace('"x";\n', `"x";\n\n  ${body}\n`));
  });

  test("its config", () => {
    const text = `{\n  imports = [ ];\n  config = {\n    networking.hostName = "x";\n  };\n}\n`;
    expect(fresh(text)).toBe(text.replace('"x";\n', `"x";\n\n    ${body.replaceAll("\n", "\n  ")}\n`));
  });

  test("devices that hold no disk yet", () => {
    const text = `{\n  disko.devices = { };\n}\n`;
    expect(read(fresh(text)).layout.mounts).toHaveLength(4);
  });

  test.each([
    ["a list", "[ ]", "no NixOS module"],
    ["a call", "import ./x.nix { }", "no NixOS module"],
    ["a package", "{ stdenv }: stdenv.mkDerivation { }", "no NixOS module"],
    ["a flake", "{ outputs = _: { }; }", "This is a flake"],
    ["a syntax error", "{ a = ; }", "syntax error"],
    ["a disk of this name", `{ disko.devices.disk.main = import ./disk.nix; }`, "nothing can be added to"],
    ["config under a condition", "{ lib, ... }: { config = lib.mkIf true { }; }", "no NixOS module"],
  ])("not in %s", (_, text, why) => {
    expect(fresh(text)).toContain("refused: ");
    expect(fresh(text)).toContain(why);
  });
});

describe("answers", () => {
  test.each(["/dev/sda", "/dev/nvme0n1", "/dev/disk/by-id/ata-X_Y-0:0", "/dev/disk/by-path/pci-0000:00:1f.2-ata-1"])(
    "%s is a device",
    (device) => expect(freshLayoutProblem({ ...PLAIN, device })).toBeUndefined(),
  );

  test.each([
    "",
    "sda",
    "/dev/",
    "/dev/sd a",
    '/dev/"',
    "/dev/$x",
    "/dev/../etc/passwd",
    "/home/disk.img",
    "/dev/sda/",
    "/dev/sda\n",
    undefined,
  ])("%j is none", (device) => expect(freshLayoutProblem({ ...PLAIN, device })).toBeTypeOf("string"));

  test.each(["16G", "512M", "1T"])("%s is a size", (swap) =>
    expect(freshLayoutProblem({ ...PLAIN, swap })).toBeUndefined(),
  );

  test.each(["", "16", "G", "16GB", "1.5G", "0G", "-1G", "16G; rm"])("%j is none", (swap) =>
    expect(freshLayoutProblem({ ...PLAIN, swap })).toBeTypeOf("string"),
  );
});
