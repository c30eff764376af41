/** The plan that becomes the sample pair: what is decided for an ordinary workstation that is about to be installed. */
import { describe, expect, test } from "vitest";
import { BEFORE } from "./before.ts";
import { decisionLines, defaultChanges, planOf } from "./plan-of.ts";

const TOOLS = ["postgresql", "libvirt", "podman", "vscode", "neovim"];

describe("a workstation with PostgreSQL, libvirt and Podman", async () => {
  const install = await planOf(BEFORE, { priority: "performance", tools: TOOLS });
  const running = await planOf(BEFORE, { priority: "performance", tools: TOOLS, target: "running" });

  test("to be installed, under performance", () => {
    expect(defaultChanges(install)).toEqual([
      "# btrfs takes compression and copy-on-write from the first mount only: every subvolume asks for the same, and exceptions are directory attributes (see systemd.tmpfiles below).",
      "@: +compress=zstd:1",
      "@home: -compress=zstd +compress=zstd:1",
      "@nix: -compress=zstd +compress=zstd:1",
      "@postgres: -nodatacow +compress=zstd:1",
      "@: +noatime",
      "@home: +noatime",
      "@postgres: +noatime",
      "# PostgreSQL rewrites pages in place: no copy-on-write; no checksums or compression here.",
      "h /var/lib/postgresql - - - - +C",
      "h /var/lib/libvirt/images - - - - +C",
      "@libvirt-images at /var/lib/libvirt/images [ compress=zstd:1 noatime ] # Disk images of libvirt are overwritten block by block: no copy-on-write.",
      "@containers at /var/lib/containers [ compress=zstd:1 noatime ] # What Podman stores can be fetched or built again: kept out of snapshots of /.",
      "@cache at /var/cache [ compress=zstd:1 noatime ] # Caches can be recreated: kept out of snapshots of /.",
      "@log at /var/log [ compress=zstd:1 noatime ] # Logs survive a rollback of /.",
      "services.btrfs.autoScrub = …",
    ]);
    expect(install.refusals).toEqual([]);
  });

  test("what is promised", () => {
    expect(install.promise).toEqual({
      filesystems: [
        {
          device: "/dev/disk/by-partlabel/disk-main-root",
          compress: "compress=zstd:1",
          datacow: true,
          mounts: [
            ...["/", "/home", "/nix", "/var/lib/postgresql"],
            ...["/var/lib/libvirt/images", "/var/lib/containers", "/var/cache", "/var/log"],
          ].map((mountpoint) => ({ mountpoint, noatime: true })),
        },
      ],
      noCopyOnWrite: ["/var/lib/postgresql", "/var/lib/libvirt/images"],
    });
  });

  test("running: every new mount waits for the user, the rest is done", () => {
    expect(decisionLines(running)).toEqual([
      "+ compression:root",
      "+ access-time:root",
      "+ no-copy-on-write:/var/lib/postgresql",
      "+ no-copy-on-write:/var/lib/libvirt/images",
      "? subvolume:/var/lib/libvirt/images",
      "? subvolume:/var/lib/containers",
      "? subvolume:/var/cache",
      "? subvolume:/var/log",
      "+ scrub",
    ]);
    expect(running.decisions.filter(({ addsMount, byDefault }) => addsMount && byDefault)).toEqual([]);
    expect(running.promise.filesystems[0]?.mounts.map(({ mountpoint }) => mountpoint)).toEqual([
      "/",
      "/home",
      "/nix",
      "/var/lib/postgresql",
    ]);
  });

  test("running: the steps move data without losing any, and never share blocks with files that are to have no copy-on-write", () => {
    const images = running.decisions.find(({ id }) => id === "subvolume:/var/lib/libvirt/images");
    expect(images?.steps).toEqual([
      "# As root, before nixos-rebuild, with everything stopped that writes to /var/lib/libvirt/images: libvirt.",
      "mkdir -p /mnt/btrfs-top &&",
      "mount -o subvolid=5 /dev/disk/by-partlabel/disk-main-root /mnt/btrfs-top &&",
      "btrfs subvolume create /mnt/btrfs-top/@libvirt-images &&",
      "chattr +C /mnt/btrfs-top/@libvirt-images &&",
      "if [ -d /var/lib/libvirt/images ]; then cp -a --reflink=never /var/lib/libvirt/images/. /mnt/btrfs-top/@libvirt-images/ && mv -T /var/lib/libvirt/images /var/lib/libvirt/images.before; fi &&",
      "mkdir -p /var/lib/libvirt/images &&",
      "umount /mnt/btrfs-top &&",
      "rmdir /mnt/btrfs-top",
      "# Then: nixos-rebuild boot, and reboot. When all is well: rm -rf /var/lib/libvirt/images.before",
    ]);
    const cache = running.decisions.find(({ id }) => id === "subvolume:/var/cache");
    expect(cache?.steps.find((step) => step.includes("cp -a"))).toContain("--reflink=auto");
  });
});
