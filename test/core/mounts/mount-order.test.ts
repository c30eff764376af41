import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type FirstMount,
  firstMounts,
  type MountOrder,
  mountOrder,
  type OrderedMount,
  orderMounts,
} from "../../../server/core/mounts/mount-order.ts";

interface FileSystem {
  readonly device?: string;
  readonly fsType: string;
  readonly options?: readonly string[];
  readonly depends?: readonly string[];
  readonly neededForBoot?: boolean;
}

function mountsOf(fileSystems: Readonly<Record<string, FileSystem>>): OrderedMount[] {
  return Object.entries(fileSystems).map(([name, fs]) => ({
    name,
    mountpoint: name,
    device: fs.device,
    fsType: fs.fsType,
    options: fs.options ?? ["defaults"],
    depends: fs.depends ?? [],
    neededForBoot: fs.neededForBoot ?? false,
  }));
}

function names(first: FirstMount<OrderedMount>): string[] | string {
  if (first.kind === "unknown") return first.why;
  return (first.kind === "known" ? [first.mount] : first.candidates).map(({ mountpoint }) => mountpoint);
}

function only(isMeant: (mount: OrderedMount) => boolean, { install, boot }: MountOrder<OrderedMount>) {
  return { install: install?.filter(isMeant), boot: boot?.filter(isMeant) };
}

function firstOn(fileSystems: Readonly<Record<string, FileSystem>>, device: string) {
  const mounts = mountsOf(fileSystems);
  const isOnIt = (mount: OrderedMount): boolean => mount.fsType === "btrfs" && mount.device === device;
  const first = firstMounts(only(isOnIt, mountOrder(mounts)));
  return {
    install: names(first.install),
    bootScripted: names(first.bootScripted),
    bootSystemd: names(first.bootSystemd),
  };
}

const paths = (mounts: readonly OrderedMount[] | undefined) => mounts?.map(({ mountpoint }) => mountpoint);

interface Case {
  readonly fileSystems: Readonly<Record<string, FileSystem>>;
  readonly cycle: boolean;
  readonly installOrder?: readonly string[];
  readonly bootOrder?: readonly string[];
  /** By device. */
  readonly first: Readonly<Record<string, object>> | null;
}
const cases: Case[] = JSON.parse(readFileSync(new URL("./fixtures/mount-order-cases.json", import.meta.url), "utf8"));

/** Cases made at random, with the answers of a reference that agreed with real Nix on 400 of them. */
describe("the reference", () => {
  test.each(cases.map((one, index) => ({ index, ...one })))("case $index", (one) => {
    const { fileSystems } = one;
    const mounts = mountsOf(fileSystems);
    if (one.cycle) {
      expect(orderMounts(mounts)).toBeUndefined();
      return;
    }
    expect(paths(orderMounts(mounts))).toEqual(one.bootOrder);
    expect(paths(orderMounts(mounts.map((mount) => ({ ...mount, depends: [] }))))).toEqual(one.installOrder);
    for (const [device, first] of Object.entries(one.first ?? {})) expect(firstOn(fileSystems, device)).toEqual(first);
  });
});

const BTRFS = { device: "/dev/mapper/pool", fsType: "btrfs" };
const TMPFS = { device: "tmpfs", fsType: "tmpfs" };
const ROOT_ON_TMPFS = {
  "/": TMPFS,
  "/home": BTRFS,
  "/nix": BTRFS,
  "/persist": { ...BTRFS, neededForBoot: true },
  "/var/log": BTRFS,
};

test('"/" on the filesystem is first, always', () => {
  expect(firstOn({ "/nix": BTRFS, "/": BTRFS, "/.snapshots": BTRFS }, BTRFS.device)).toEqual({
    install: ["/"],
    bootScripted: ["/"],
    bootSystemd: ["/"],
  });
});

test("root on tmpfs: each phase has another first mount", () => {
  expect(firstOn(ROOT_ON_TMPFS, BTRFS.device)).toEqual({
    install: ["/home"],
    bootScripted: ["/nix"],
    bootSystemd: ["/nix", "/persist", "/var/log"],
  });
});

test("a bind mount pulls its source forward", () => {
  const { "/home": home, "/nix": nix } = ROOT_ON_TMPFS;
  const bind = { device: "/persist/etc/nixos", fsType: "none", options: ["bind"] };
  const small = { "/": TMPFS, "/home": home, "/nix": nix, "/persist": BTRFS, "/etc/nixos": bind };
  expect(firstOn(small, BTRFS.device)).toEqual({
    install: ["/persist"],
    bootScripted: ["/nix"],
    bootSystemd: ["/nix"],
  });

  const bound = { ...ROOT_ON_TMPFS, "/etc/nixos": { device: "/persist/etc/nixos", fsType: "none", options: ["bind"] } };
  expect(firstOn(bound, BTRFS.device)).toMatchObject({ install: ["/persist"], bootScripted: ["/persist"] });
});

test("at install only what disko mounts counts", () => {
  const mounts = mountsOf({ "/": TMPFS, "/data": BTRFS, "/home": BTRFS, "/b": { device: "/home/b", fsType: "none" } });
  const order = mountOrder(mounts, ({ mountpoint }) => mountpoint !== "/b");
  const first = firstMounts(only(({ fsType }) => fsType === "btrfs", order));
  expect(names(first.install)).toEqual(["/data"]);
  expect(names(first.bootScripted)).toEqual(["/home", "/data"]);
});

test("ordering by units of systemd is not known", () => {
  const ordered = { "/": TMPFS, "/a": { ...BTRFS, options: ["x-systemd.after=b.mount"] }, "/b": BTRFS };
  expect(firstOn(ordered, BTRFS.device).bootSystemd).toBe("units of systemd order the mounts");
});

test("a filesystem that waits for someone is first mounted by nobody", () => {
  expect(firstOn({ "/": TMPFS, "/a": { ...BTRFS, options: ["noauto"] } }, BTRFS.device)).toEqual({
    install: ["/a"],
    bootScripted: "nothing mounts it",
    bootSystemd: "nothing mounts it",
  });
});

const path = fc
  .array(fc.constantFrom("a", "b", "c", "nix", "var"), { maxLength: 3 })
  .map((parts) => `/${parts.join("/")}`);
const fileSystems = fc.dictionary(
  path,
  fc.record({
    device: fc.constantFrom("/dev/x", "/dev/y"),
    fsType: fc.constantFrom("btrfs", "ext4"),
    neededForBoot: fc.boolean(),
  }),
  { minKeys: 1 },
);

test("every mount stands once in the order, none before what it lies below", () => {
  fc.assert(
    fc.property(fileSystems, (set) => {
      const order = paths(orderMounts(mountsOf(set))) ?? [];
      expect([...order].sort()).toEqual(Object.keys(set).sort());
      order.forEach((below, index) => {
        for (const above of order.slice(index + 1)) expect(below.startsWith(`${above}/`)).toBe(false);
      });
    }),
  );
});

test("who comes first does not depend on how the file is sorted", () => {
  fc.assert(
    fc.property(fileSystems, (set) => {
      const reversed = Object.fromEntries(Object.entries(set).reverse());
      expect(firstOn(reversed, "/dev/x")).toEqual(firstOn(set, "/dev/x"));
    }),
  );
});
