/** What keeps a machine from booting, where its configuration lies in several files. */
import { expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../../../server/core/settings.ts";
import { engineFor } from "../../support/engine.ts";

/** Codes of the rules about boot, and the line of the layout that each points at. */
async function found(configuration: string, disko: string, more: Readonly<Record<string, string>> = {}) {
  const texts = { "/w/configuration.nix": configuration, "/w/disko.nix": disko, ...more };
  const { findings } = (await engineFor(texts)).check("/w/disko.nix", DEFAULT_SETTINGS);
  return findings
    .filter(({ code }) => code.startsWith("DSK6"))
    .map(({ code, at }) => `${code} ${disko.slice(0, at.span.start).split("\n").length}`);
}

/** A layout of one GPT; each line of `partitions` is one of the file. */
const layout = (...partitions: readonly string[]): string =>
  `{
  disko.devices.disk.main = {
    device = "/dev/disk/by-id/nvme-main";
    content.type = "gpt";
    content.partitions = {
${partitions.join("\n")}
    };
  };
}`;

const ESP = `ESP = { size = "1G"; type = "EF00"; content = { type = "filesystem"; format = "vfat"; mountpoint = "/boot"; }; };`;
const ROOT = `root = { size = "100%"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; }; };`;
const GRUB = `grub = { size = "1M"; type = "EF02"; };`;
const PERSIST = `root = { size = "100%"; content = { type = "btrfs"; subvolumes = { "@" = { mountpoint = "/"; }; "@persist" = { mountpoint = "/persist"; }; }; }; };`;

const host = (...lines: readonly string[]): string => `{ config, lib, modulesPath, ... }: {
  imports = [ ./disko.nix ];
  ${lines.join("\n  ")}
}`;
const SYSTEMD_BOOT = "boot.loader.systemd-boot.enable = true;";

test("a root of another file is a root", async () => {
  const data = layout(
    `data = { size = "100%"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/nix"; }; };`,
  );
  expect(await found(host(), data)).toEqual(["DSK601 2"]);
  expect(await found(host(`fileSystems."/".device = "tmpfs";`), data)).toEqual([]);
  expect(await found(host(`disko.devices.nodev."/".fsType = "tmpfs";`), data)).toEqual([]);
  expect(await found(host("disko.enableConfig = lib.mkDefault config.real;"), data)).toEqual([]);
});

test("with disko's configuration switched off, what disko mounts is no mount of the host", async () => {
  expect(await found(host("disko.enableConfig = false;"), layout(ESP, ROOT))).toEqual(["DSK601 2"]);
  const own = `fileSystems."/" = { device = "/dev/vda1"; fsType = "ext4"; };`;
  expect(await found(host("disko.enableConfig = false;", own), layout(ESP, ROOT))).toEqual([]);
});

test("an image of NixOS, or a module that is not read, may set up the root", async () => {
  const data = layout(
    `data = { size = "100%"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/data"; }; };`,
  );
  const importing = (module: string): string => host().replace("[ ./disko.nix ]", `[ ./disko.nix ${module} ]`);
  expect(await found(importing(`(modulesPath + "/profiles/qemu-guest.nix")`), data)).toEqual(["DSK601 2"]);
  expect(await found(importing(`"\${modulesPath}/virtualisation/amazon-image.nix"`), data)).toEqual([]);
  expect(await found(importing(`(modulesPath + "/installer/netboot/netboot-minimal.nix")`), data)).toEqual([]);
  expect(await found(importing("./absent.nix"), data)).toEqual([]);
});

test("a boot loader for UEFI needs its partition where it looks", async () => {
  expect(await found(host(SYSTEMD_BOOT), layout(ROOT))).toEqual(["DSK602 2"]);
  expect(await found(host(SYSTEMD_BOOT), layout(ESP, ROOT))).toEqual([]);
  const elsewhere = layout(ESP.replace("/boot", "/efi"), ROOT);
  expect(await found(host(SYSTEMD_BOOT), elsewhere)).toEqual(["DSK603 6"]);
  expect(await found(host(SYSTEMD_BOOT, `boot.loader.efi.efiSysMountPoint = "/efi/";`), elsewhere)).toEqual([]);
  expect(await found(host("boot.lanzaboote.enable = true;"), elsewhere)).toEqual(["DSK603 6"]);
  const mounted = `fileSystems."/boot" = { device = "/dev/disk/by-label/ESP"; fsType = "vfat"; };`;
  expect(await found(host(SYSTEMD_BOOT, mounted), elsewhere)).toEqual([]);
});

test("GRUB takes a folder of the partition, systemd-boot the partition itself", async () => {
  const below = `boot.loader.efi.efiSysMountPoint = "/boot/efi";`;
  const grub = `boot.loader.grub = { enable = true; efiSupport = true; device = "nodev"; };`;
  expect(await found(host(grub, below), layout(ESP, ROOT))).toEqual([]);
  expect(await found(host(SYSTEMD_BOOT, below), layout(ESP, ROOT))).toEqual(["DSK603 6"]);
});

test("a boot loader that is on under a condition, or beside another, says nothing", async () => {
  expect(await found(host("boot.loader.systemd-boot.enable = config.uefi;"), layout(ROOT))).toEqual([]);
  expect(await found(host(SYSTEMD_BOOT, "boot.loader.limine.enable = true;"), layout(ROOT))).toEqual([]);
  const mirrored = `boot.loader.grub = { enable = true; efiSupport = true; mirroredBoots = [ { devices = [ "nodev" ]; path = "/efi/a"; } ]; };`;
  expect(await found(host(mirrored), layout(ESP, ROOT))).toEqual([]);
});

test("the type of a partition matters where the boot loader wants a system partition", async () => {
  const untyped = layout(ESP.replace(` type = "EF00";`, ""), ROOT);
  expect(await found(host(SYSTEMD_BOOT), untyped)).toEqual(["DSK604 6"]);
  expect(await found(host(`boot.loader.grub = { enable = true; device = "/dev/sda"; };`), untyped)).toEqual([]);
  expect(await found(host(`nixpkgs.hostPlatform = "aarch64-linux";`), untyped)).toEqual([]);
});

test("GRUB for BIOS needs room on a GPT, and its disk named once", async () => {
  const grub = `boot.loader.grub = { enable = true; device = "/dev/disk/by-id/nvme-main"; };`;
  expect(await found(host(grub), layout(ROOT))).toEqual(["DSK605 5"]);
  expect(await found(host(grub), layout(GRUB, ROOT))).toEqual(["DSK611 6"]);
  expect(await found(host("boot.loader.grub.enable = true;"), layout(GRUB, ROOT))).toEqual([]);
  const forced = `boot.loader.grub = { enable = true; forceInstall = true; device = "/dev/disk/by-id/nvme-main"; };`;
  expect(await found(host(forced), layout(ROOT))).toEqual([]);
  const both = `boot.loader.grub = { enable = true; efiSupport = true; device = "/dev/disk/by-id/nvme-main"; };`;
  expect(await found(host(both), layout(GRUB, ESP, ROOT))).toEqual([]);
});

test("what keeps state needs its filesystem in the initrd", async () => {
  const keeps = `environment.persistence."/persist".directories = [ "/var/log" ];`;
  expect(await found(host(keeps), layout(PERSIST))).toEqual(["DSK606 6"]);
  expect(await found(host(keeps, `fileSystems."/persist".neededForBoot = true;`), layout(PERSIST))).toEqual([]);
  const perhaps = `fileSystems."/persist".neededForBoot = lib.mkIf config.my.state true;`;
  expect(await found(host(keeps, perhaps), layout(PERSIST))).toEqual([]);
  expect(await found(host(`environment.persistence."/persist".enable = false;`), layout(PERSIST))).toEqual([]);
  expect(await found(host("imports = [ ./state.nix ];".replace("imports", "environment")), layout(PERSIST))).toEqual(
    [],
  );
});

test("the flag of another file counts, and a file that is no module gets no line", async () => {
  const keeps = `environment.persistence."/persist".directories = [ "/var/log" ];`;
  const flag = { "/w/state.nix": `{ fileSystems."/persist".neededForBoot = true; }` };
  const importing = host(keeps).replace("[ ./disko.nix ]", "[ ./disko.nix ./state.nix ]");
  expect(await found(importing, layout(PERSIST), flag)).toEqual([]);

  const devices = layout(PERSIST);
  const fixesOf = async (configuration: string) => {
    const engine = await engineFor({ "/w/configuration.nix": configuration, "/w/disko.nix": devices });
    const { findings } = engine.check("/w/disko.nix", DEFAULT_SETTINGS);
    return findings.filter(({ code }) => code === "DSK606").map(({ fixes }) => fixes.length);
  };
  expect(await fixesOf(host(keeps))).toEqual([1]);
  const taken = host(keeps, "disko.devices = (import ./disko.nix).disko.devices;").replace("[ ./disko.nix ]", "[ ]");
  expect(await fixesOf(taken)).toEqual([0]);
});

test("disko itself mounts bcachefs in the initrd", async () => {
  const bcachefs = `{
    disko.devices = {
      disk.main = {
        device = "/dev/disk/by-id/nvme-main";
        content = { type = "bcachefs"; filesystem = "pool"; label = "main"; };
      };
      bcachefs_filesystems.pool = {
        type = "bcachefs_filesystem";
        uuid = "64e50034-ebe2-eaf8-1f93-cf56266a8d86";
        subvolumes = { "root".mountpoint = "/"; "persist".mountpoint = "/persist"; };
      };
    };
  }`;
  expect(await found(host(`environment.persistence."/persist".files = [ "/etc/machine-id" ];`), bcachefs)).toEqual([]);
});
