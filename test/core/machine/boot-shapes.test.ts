/**
 * Ways to boot that are right, as people write them, in a flake with the modules of others that flakes have. Nothing is to be
 * said of any of them; beside the quiet ones stand a few that are wrong by one line, so that the quiet is not that of a
 * machine that was not understood.
 */
import { describe, expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../../../server/core/settings.ts";
import { engineFor } from "../../support/engine.ts";

/** Modules of inputs that are not read, and are known to leave boot and disks alone. */
const FLAKE = `{
  inputs.nixpkgs.url = "github:NixOS/nixpkgs/nixos-unstable";
  inputs.disko.url = "github:nix-community/disko";
  inputs.home-manager.url = "github:nix-community/home-manager";
  inputs.nixos-hardware.url = "github:NixOS/nixos-hardware/master";
  inputs.lanzaboote = { url = "github:nix-community/lanzaboote/v1.0.0"; inputs.nixpkgs.follows = "nixpkgs"; };
  inputs.stylix.url = "git+https://github.com/nix-community/stylix?ref=release-25.11";
  outputs = { nixpkgs, disko, home-manager, ... }@inputs: {
    nixosConfigurations.atlas = nixpkgs.lib.nixosSystem {
      system = "x86_64-linux";
      modules = [
        disko.nixosModules.disko
        home-manager.nixosModules.home-manager
        inputs.nixos-hardware.nixosModules.common-pc-ssd
        inputs.lanzaboote.nixosModules.lanzaboote
        inputs.stylix.nixosModules.stylix
        ./configuration.nix
        ./disko.nix
      ];
    };
  };
}`;

/** Codes of the rules about boot. */
async function said(configuration: string, disko: string, flake = FLAKE): Promise<string[]> {
  const module = `{ lib, modulesPath, ... }: { system.stateVersion = "25.11"; ${configuration} }`;
  const texts = { "/w/flake.nix": flake, "/w/configuration.nix": module, "/w/disko.nix": disko };
  const { findings } = (await engineFor(texts)).check("/w/disko.nix", DEFAULT_SETTINGS);
  return findings.filter(({ code }) => code.startsWith("DSK6")).map(({ code }) => code);
}

const gpt = (...partitions: readonly string[]): string => disks(disk("main", ...partitions));

const disk = (name: string, ...partitions: readonly string[]): string =>
  `disk.${name} = { device = "/dev/disk/by-id/nvme-${name}"; content = { type = "gpt"; partitions = { ${partitions.join(" ")} }; }; };`;

const disks = (...devices: readonly string[]): string => `{ disko.devices = { ${devices.join("\n")} }; }`;

const esp = (mountpoint: string, name = "ESP"): string =>
  `${name} = { size = "1G"; type = "EF00"; content = { type = "filesystem"; format = "vfat"; mountpoint = "${mountpoint}"; mountOptions = [ "umask=0077" ]; }; };`;
const ext4 = (name: string, mountpoint: string, size = "100%"): string =>
  `${name} = { size = "${size}"; content = { type = "filesystem"; format = "ext4"; mountpoint = "${mountpoint}"; }; };`;

const ROOT = ext4("root", "/");
const EF02 = `grub = { size = "1M"; type = "EF02"; };`;
const TMPFS = `nodev."/" = { fsType = "tmpfs"; mountOptions = [ "size=2G" ]; };`;
const SYSTEMD_BOOT = "boot.loader.systemd-boot.enable = true;";
const POOL = `zfs = { size = "100%"; content = { type = "zfs"; pool = "rpool"; }; };`;
const DATASETS = `zpool.rpool = { type = "zpool"; datasets = { root = { type = "zfs_fs"; mountpoint = "/"; }; }; };`;

const imports = (module: string): string => `imports = [ ${module} ];`;

describe("quiet", () => {
  const shapes: readonly (readonly [name: string, configuration: string, disko: string])[] = [
    ["systemd-boot, system partition at /boot", SYSTEMD_BOOT, gpt(esp("/boot"), ROOT)],
    [
      "systemd-boot, system partition at /boot/efi",
      `${SYSTEMD_BOOT} boot.loader.efi.efiSysMountPoint = "/boot/efi";`,
      gpt(esp("/boot/efi"), ROOT),
    ],
    [
      "systemd-boot with the place of the system partition as a default",
      `${SYSTEMD_BOOT} boot.loader.efi.efiSysMountPoint = lib.mkDefault "/efi";`,
      gpt(esp("/efi"), ROOT),
    ],
    [
      "systemd-boot, /efi, and kernels on an extended boot loader partition",
      `boot.loader = { systemd-boot = { enable = true; xbootldrMountPoint = "/boot"; }; efi.efiSysMountPoint = "/efi"; };`,
      gpt(esp("/efi"), esp("/boot", "XBOOTLDR").replace("EF00", "EA00"), ROOT),
    ],
    [
      "lanzaboote instead of systemd-boot",
      'boot.loader.systemd-boot.enable = lib.mkForce false; boot.lanzaboote = { enable = true; pkiBundle = "/var/lib/sbctl"; };',
      gpt(esp("/boot"), ROOT),
    ],
    [
      "GRUB with its files on two mirrored system partitions",
      `boot.loader.grub = { enable = true; efiSupport = true; efiInstallAsRemovable = true; mirroredBoots = [
        { devices = [ "nodev" ]; path = "/boot1"; } { devices = [ "nodev" ]; path = "/boot2"; } ]; };`,
      disks(disk("a", esp("/boot1"), POOL), disk("b", esp("/boot2"), POOL), DATASETS),
    ],
    ["GRUB for BIOS, told by disko", "boot.loader.grub.enable = true;", gpt(EF02, ROOT)],
    ["GRUB by NixOS' default, told by disko", "", gpt(EF02, ROOT)],
    ["GRUB for BIOS on no device, for a provider that boots it", `boot.loader.grub.device = "nodev";`, gpt(ROOT)],
    [
      "GRUB for BIOS where the firmware is forced",
      `boot.loader.grub = { device = "/dev/disk/by-id/nvme-main"; forceInstall = true; };`,
      gpt(ROOT),
    ],
    [
      "a cloud server: GRUB for BIOS and UEFI",
      `${imports(`(modulesPath + "/profiles/qemu-guest.nix")`)} boot.loader.grub = { efiSupport = true; efiInstallAsRemovable = true; };`,
      gpt(EF02, esp("/boot"), ROOT),
    ],
    [
      "GRUB on a disk with an MBR",
      `boot.loader.grub.device = "/dev/disk/by-id/nvme-main";`,
      disks(
        `disk.main = { device = "/dev/disk/by-id/nvme-main"; content = { type = "table"; format = "msdos"; partitions = [
        { part-type = "primary"; bootable = true; start = "1M"; end = "100%"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; }; } ]; }; };`,
      ),
    ],
    [
      "a hardware report tells GRUB whether there is UEFI",
      `hardware.facter.reportPath = ./facter.json; boot.loader.grub.device = "/dev/disk/by-id/nvme-main";`,
      gpt(esp("/boot"), ROOT),
    ],
    [
      "a pool of ZFS",
      `${SYSTEMD_BOOT} networking.hostId = "8425e349";`,
      disks(disk("main", esp("/boot"), POOL), DATASETS),
    ],
    [
      "a root in memory",
      `${SYSTEMD_BOOT} fileSystems."/persist".neededForBoot = lib.mkDefault true; environment.persistence."/persist".directories = [ "/var/log" ];`,
      disks(
        disk(
          "main",
          esp("/boot"),
          `data = { size = "100%"; content = { type = "btrfs"; subvolumes = {
        nix.mountpoint = "/nix"; persist.mountpoint = "/persist"; }; }; };`,
        ),
        TMPFS,
      ),
    ],
    [
      "an image that disko builds",
      `${SYSTEMD_BOOT} disko.imageBuilder.enableBinfmt = true; disko.devices.disk.main.imageSize = "8G";`,
      gpt(esp("/boot"), ROOT),
    ],
    [
      "a board with extlinux",
      `nixpkgs.hostPlatform = "aarch64-linux"; boot.loader = { grub.enable = false; generic-extlinux-compatible.enable = true; };`,
      gpt(
        `firmware = { size = "256M"; type = "0700"; content = { type = "filesystem"; format = "vfat"; mountpoint = "/boot/firmware"; }; };`,
        ROOT,
      ),
    ],
    ["a container", "boot.isContainer = true;", gpt(ext4("data", "/data"))],
    ["an image for a cloud", imports(`"\${modulesPath}/virtualisation/amazon-image.nix"`), gpt(ext4("data", "/data"))],
    [
      "an installer",
      imports(`(modulesPath + "/installer/cd-dvd/installation-cd-minimal.nix")`),
      gpt(ext4("data", "/data")),
    ],
    ["no boot loader said at all", "", gpt(esp("/boot"), ROOT)],
    ["no boot loader said at all, nor a partition for one", "", gpt(ROOT)],
    [
      "a boot loader of one's own",
      "boot.loader.grub.enable = false; boot.loader.external = { enable = true; installHook = ./install.sh; };",
      gpt(ROOT),
    ],
    [
      "systemd-boot as a default, beside a device for GRUB",
      `boot.loader.systemd-boot.enable = lib.mkDefault true; boot.loader.grub.device = "/dev/disk/by-id/nvme-main";`,
      gpt(esp("/boot"), ROOT),
    ],
    [
      "a system partition that another module formats",
      `boot.loader.grub = { enable = true; efiSupport = true; device = "nodev"; }; boot.loader.efi.efiSysMountPoint = "/boot/efi";
       fileSystems."/boot" = { device = "/dev/disk/by-label/BOOT"; fsType = lib.mkDefault "vfat"; };`,
      gpt(ROOT),
    ],
  ];
  test.each(shapes)("%s", async (_, configuration, disko) => {
    expect(await said(configuration, disko)).toEqual([]);
  });
});

/** The flake with one more module, or with an input from elsewhere. */
const also = (module: string): string => FLAKE.replace("./configuration.nix", `${module} ./configuration.nix`);

describe("found on the same machine", () => {
  const data = gpt(ext4("data", "/data"));
  const shapes: readonly (readonly [name: string, configuration: string, disko: string, codes: readonly string[]])[] = [
    ["no root", SYSTEMD_BOOT, gpt(esp("/boot"), ext4("data", "/data")), ["DSK601"]],
    ["no system partition", SYSTEMD_BOOT, gpt(ROOT), ["DSK602"]],
    ["lanzaboote without a system partition", "boot.lanzaboote.enable = true;", gpt(ROOT), ["DSK602"]],
    ["a system partition elsewhere", SYSTEMD_BOOT, gpt(esp("/efi"), ROOT), ["DSK603"]],
    ["no room for GRUB", `boot.loader.grub.device = "/dev/disk/by-id/nvme-main";`, gpt(ROOT), ["DSK605"]],
    [
      "state that is mounted too late",
      `environment.persistence."/persist".directories = [ "/var/log" ];`,
      disks(disk("main", ext4("persist", "/persist")), TMPFS),
      ["DSK606"],
    ],
  ];
  test.each(shapes)("%s", async (_, configuration, disko, codes) => {
    expect(await said(configuration, disko)).toEqual(codes);
  });

  test.each([
    ["one that is not known", "inputs.kartei.nixosModules.default"],
    ["a board of nixos-hardware", "inputs.nixos-hardware.nixosModules.raspberry-pi-4"],
    [
      "a laptop of nixos-hardware that switches on a boot loader",
      "inputs.nixos-hardware.nixosModules.dell-xps-15-9550",
    ],
    ["a file of nixos-hardware", `"\${inputs.nixos-hardware}/raspberry-pi/4"`],
    ["one that is not there", "./absent.nix"],
  ])("nothing follows from what is absent beside a module: %s", async (_, module) => {
    expect(await said("", data)).toEqual(["DSK601"]);
    expect(await said("", data, also(module))).toEqual([]);
  });

  test.each([
    [
      "another project of that name",
      "git+https://github.com/nix-community/stylix?ref=release-25.11",
      "github:atlas/stylix",
    ],
    ["a folder of this machine", "github:NixOS/nixos-hardware/master", "path:/home/alex/nixos-hardware"],
    ["a name alone", "github:nix-community/lanzaboote/v1.0.0", "lanzaboote"],
  ])("an input is what its address says: %s", async (_, known, other) => {
    expect(FLAKE).toContain(known);
    expect(await said("", data, FLAKE.replace(known, other))).toEqual([]);
  });
});
