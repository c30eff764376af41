/** Mount options of a filesystem made alike: what is added, what goes, and what is left alone. */
import { describe, expect, test } from "vitest";
import { btrfsFile } from "../disko/lowered.ts";
import { changeLines, decisionLines, type PlanSpec, planOf } from "./plan-of.ts";

/** `NAME: OPTIONS` for each mount, the first at "/"; the changes of options that are planned. */
async function changes(lists: Readonly<Record<string, string>>, spec: PlanSpec = {}): Promise<string[]> {
  const subvolumes = Object.entries(lists).map(([name, list]) => {
    const options = list.split(" ").filter((one) => one !== "");
    const at = name === "@" ? "/" : `/${name.slice(1)}`;
    return `"${name}" = { mountpoint = "${at}"; mountOptions = [ ${options.map((one) => `"${one}"`).join(" ")} ]; };`;
  });
  const plan = await planOf(btrfsFile(`subvolumes = { ${subvolumes.join("\n")} };`), { snapshots: false, ...spec });
  return plan.decisions
    .flatMap(changeLines)
    .filter((line) => !line.startsWith("#") && /: [+-]/.test(line))
    .filter((line) => !line.endsWith("+noatime"));
}

describe("what is right stays as it is", () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ["the same in another spelling", { "@": "compress=zstd", "@a": "compress=zstd:3" }],
    [
      "defaults of the kernel on some mounts",
      { "@": "compress=zstd ssd discard=async", "@a": "compress=zstd space_cache=v2" },
    ],
    [
      "defaults of the kernel the other way round",
      { "@": "compress=zstd", "@a": "compress=zstd ssd discard=async commit=30" },
    ],
    [
      "a compression that is the same whoever is mounted first",
      { "@a": "compress=zstd:1 discard=async", "@b": "compress=zstd:1" },
    ],
    ["options of single mounts", { "@": "compress=zstd", "@a": "compress=zstd nodev nosuid x-gvfs-hide nofail" }],
    ["negations that say the default", { "@": "compress=zstd", "@a": "compress=zstd noautodefrag datacow barrier" }],
    [
      "an own choice that is made everywhere",
      { "@": "compress=zstd commit=60 autodefrag", "@a": "autodefrag compress=zstd commit=60" },
    ],
  ])("%s", async (_, lists) => {
    expect(await changes(lists)).toEqual([]);
  });
});

describe("the deciding mount is followed", () => {
  test("what it asks for is asked for everywhere", async () => {
    expect(await changes({ "@": "compress=zstd commit=60 noacl", "@a": "compress=zstd" })).toEqual([
      "@a: +commit=60",
      "@a: +noacl",
    ]);
  });

  test("what only others ask for does nothing, and goes", async () => {
    expect(await changes({ "@": "compress=zstd", "@a": "compress=zstd commit=60 autodefrag" })).toEqual(
      ["@a: -autodefrag -commit=60"].map(sorted),
    );
  });

  test("another value gives way, at its place", async () => {
    expect(await changes({ "@": "compress=zstd commit=60", "@a": "commit=15 compress=zstd" })).toEqual([
      "@a: -commit=15 +commit=60",
    ]);
  });

  test("a default of the kernel is never added, its opposite is", async () => {
    expect(await changes({ "@": "compress=zstd ssd", "@a": "compress=zstd" })).toEqual([]);
    expect(await changes({ "@": "compress=zstd nossd", "@a": "compress=zstd" })).toEqual(["@a: +nossd"]);
  });

  test("before Linux 6.2 `discard=async` was no default", async () => {
    const lists = { "@": "compress=zstd discard=async", "@a": "compress=zstd" };
    expect(await changes(lists, { kernel: { major: 6, minor: 1 } })).toEqual(["@a: +discard=async"]);
  });
});

describe("copy-on-write is no mount option", () => {
  test("`nodatacow`, `nodatasum` and `compress=no` give way to the one compression", async () => {
    expect(await changes({ "@": "compress=zstd", "@a": "nodatacow", "@b": "nodatasum", "@c": "compress=no" })).toEqual([
      "@a: -nodatacow +compress=zstd",
      "@b: -nodatasum +compress=zstd",
      "@c: -compress=no +compress=zstd",
    ]);
  });

  test("also where it holds for everything, and what comes back is told", async () => {
    const plan = await planOf(
      btrfsFile('subvolumes = { "@" = { mountpoint = "/"; mountOptions = [ "nodatacow" ]; }; };'),
    );
    expect(plan.decisions[0]?.cost).toContain("Copy-on-write and checksums come back for the whole filesystem.");
  });

  test("the wish for a directory of one's own is kept, by the means that work", async () => {
    const text = btrfsFile(`subvolumes = {
      "@" = { mountpoint = "/"; };
      "@games" = { mountpoint = "/games"; mountOptions = [ "nodatacow" ]; };
    };`);
    const found = (await planOf(text)).decisions.find(({ id }) => id === "no-copy-on-write:/games");
    expect(found && changeLines(found)).toEqual([
      "# Asked for without copy-on-write; no checksums or compression here.",
      "h /games - - - - +C",
    ]);
    expect(decisionLines(await planOf(text, { priority: "durability" })).join()).not.toContain("/games");
  });

  test("a filesystem made for it stays as it is, in one piece", async () => {
    const text = `{
      disko.devices.disk.a = { device = "/dev/vda"; content = { type = "btrfs"; subvolumes."@" = { mountpoint = "/"; }; }; };
      disko.devices.disk.b = { device = "/dev/vdb"; content = { type = "btrfs"; subvolumes."@vm" = { mountpoint = "/var/lib/libvirt"; mountOptions = [ "nodatacow" "noatime" ]; }; }; };
      system.stateVersion = "25.11";
    }`;
    const plan = await planOf(text, { priority: "performance", tools: ["libvirt"] });
    const own = plan.decisions.filter(({ filesystem }) => filesystem.name === "b");
    expect(own.map(({ id, changes: all }) => [id, all.length])).toEqual([
      ["access-time:b", 0],
      ["no-copy-on-write:/var/lib/libvirt", 0],
    ]);
    expect(plan.promise.filesystems.find(({ device }) => device === "/dev/vdb")).toMatchObject({ datacow: false });
  });
});

describe("access times", () => {
  test("whoever asks for them keeps them, and it is told", async () => {
    const text = btrfsFile(`subvolumes = {
      "@" = { mountpoint = "/"; };
      "@mail" = { mountpoint = "/mail"; mountOptions = [ "relatime" ]; };
    };`);
    const plan = await planOf(text, { priority: "performance" });
    const found = plan.decisions.find(({ kind }) => kind === "access-time");
    expect(found && changeLines(found)).toEqual(["@: +noatime"]);
    expect(plan.notDone.map(({ what }) => what)).toContain("`noatime` on @mail");
    expect(plan.promise.filesystems[0]?.mounts.slice(0, 2)).toEqual([
      { mountpoint: "/", noatime: true },
      { mountpoint: "/mail", noatime: false },
    ]);
  });
});

describe("several filesystems", () => {
  const disk = (name: string, options: string, mountpoint: string): string =>
    `disko.devices.disk.${name} = { device = "/dev/${name}"; content = { type = "btrfs"; subvolumes."@${name}" = { mountpoint = "${mountpoint}"; mountOptions = ${options}; }; }; };`;

  test("each has its own options", async () => {
    const text = `{ ${disk("a", '[ "compress=zstd:9" ]', "/")} ${disk("b", "[ ]", "/data")} }`;
    const plan = await planOf(text);
    expect(plan.promise.filesystems.map(({ device, compress }) => [device, compress])).toEqual([
      ["/dev/a", "compress=zstd:9"],
      ["/dev/b", "compress=zstd:3"],
    ]);
  });

  test("those that read one list are asked for the same", async () => {
    const text = `let common = [ "compress=lzo" ]; in { ${disk("a", 'common ++ [ "compress=zstd:9" ]', "/")} ${disk("b", "common", "/data")} }`;
    const plan = await planOf(text);
    expect(new Set(plan.promise.filesystems.map(({ compress }) => compress))).toEqual(new Set(["compress=zstd:9"]));
  });

  test("and those that a function gives their list, whatever they give it", async () => {
    const made = (name: string, options: string, mountpoint: string): string =>
      `disko.devices.disk.${name} = { device = "/dev/${name}"; content = { type = "btrfs"; subvolumes."@" = at "${mountpoint}" ${options}; }; };`;
    const text = `let at = mountpoint: own: { inherit mountpoint; mountOptions = [ ] ++ own; }; in { ${made("a", '[ "compress=zstd:9" ]', "/")} ${made("b", "[ ]", "/data")} }`;
    const plan = await planOf(text);
    expect(plan.promise.filesystems.map(({ compress }) => compress)).toEqual(["compress=zstd:9", "compress=zstd:9"]);
  });
});

function sorted(line: string): string {
  return line.replace("-autodefrag -commit=60", "-commit=60 -autodefrag");
}
