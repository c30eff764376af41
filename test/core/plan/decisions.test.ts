/** What is decided for one host, by priority, environment, target and snapshots. */
import { describe, expect, test } from "vitest";
import type { Environment, Priority } from "../../../server/core/settings.ts";
import { btrfsFile } from "../disko/lowered.ts";
import { BEFORE } from "./before.ts";
import { decisionLines, defaultChanges, planOf } from "./plan-of.ts";

const TOOLS = ["postgresql", "libvirt", "podman"];

/** `off`, or the rule by which copy-on-write stays on, for the database. */
const COPY_ON_WRITE: readonly [Priority, Environment, boolean | undefined, string][] = [
  ["performance", "production", true, "off"],
  ["performance", "development", undefined, "off"],
  ["balanced", "development", undefined, "off"],
  ["balanced", "development", false, "off"],
  ["balanced", "production", false, "off"],
  ["balanced", "production", undefined, "Whether the path is snapshotted is not known"],
  ["durability", "development", false, "Under durability, checksums are worth more"],
  ["space", "development", false, "Under space, compression is worth more"],
];

describe("the database's copy-on-write", () => {
  test.each(COPY_ON_WRITE)("%s, %s, snapshots %s: %s", async (priority, environment, snapshots, outcome) => {
    const use = snapshots === undefined ? {} : { snapshots };
    const plan = await planOf(BEFORE, { priority, environment, ...use, tools: TOOLS });
    const found = plan.decisions.find(({ path, kind }) => path === "/var/lib/postgresql" && kind !== "subvolume");
    if (outcome === "off") expect(found?.kind).toBe("no-copy-on-write");
    else {
      expect(found).toMatchObject({ kind: "copy-on-write", changes: [], byDefault: true });
      expect(found?.why[0]?.text).toContain(outcome);
    }
  });
});

const COMPRESSION: readonly [Priority, string, string][] = [
  ["performance", "", "compress=zstd:1"],
  ["performance", "compress=zstd", "compress=zstd:1"],
  ["performance", "compress=zstd:1", "compress=zstd:1"],
  ["performance", "compress=zstd:-3", "compress=zstd:-3"],
  ["performance", "compress-force=zstd:1", "compress=zstd:1"],
  ["balanced", "", "compress=zstd"],
  ["balanced", "compress=lzo", "compress=lzo"],
  ["performance", "compress=lzo", "compress=zstd:1"],
  ["balanced", "compress=zstd:9", "compress=zstd:9"],
  ["balanced", "compress-force=zstd:2", "compress-force=zstd:2"],
  ["durability", "nodatacow", "compress=zstd"],
  ["space", "compress=zstd", "compress=zstd:6"],
  ["space", "compress=zstd:12", "compress=zstd:12"],
  ["space", "compress-force=zstd:2", "compress-force=zstd:6"],
];

describe("one compression for all mounts", () => {
  test.each([
    ["balanced", '"compress-force=zstd:1"', '"compress-force=zstd:1"', "compress-force=zstd:1"],
    ["balanced", '"compress-force=zstd:1"', '"compress=zstd:1"', "compress=zstd"],
    ["balanced", '"compress=lzo"', '"compress=lzo"', "compress=lzo"],
    ["performance", '"compress=zstd:1"', '"noatime"', "compress=zstd:1"],
    ["performance", '"compress-force=zstd:1"', "", "compress=zstd:1"],
    ["space", '"compress-force=zstd:9"', "", "compress-force=zstd:9"],
    ["balanced", '"compress=no"', "", "compress=zstd"],
  ] as const)("%s, nothing on /, %s and %s elsewhere: %s", async (priority, home, srv, wanted) => {
    const text = btrfsFile(`subvolumes = {
      "@" = { mountpoint = "/"; };
      "@home" = { mountpoint = "/home"; mountOptions = [ ${home} ]; };
      "@srv" = { mountpoint = "/srv"; mountOptions = [ ${srv} ]; };
    };`);
    const [compression] = (await planOf(text, { priority })).decisions;
    expect(compression?.what).toBe(`\`${wanted}\` on every mount of main`);
  });

  test.each(COMPRESSION)("%s, on / %j: %s", async (priority, written, wanted) => {
    const text = btrfsFile(`subvolumes = {
      "@" = { mountpoint = "/"; mountOptions = [ ${written && `"${written}"`} ]; };
      "@srv" = { mountpoint = "/srv"; mountOptions = [ "nodatasum" ]; };
    };`);
    const plan = await planOf(text, { priority });
    const [compression] = plan.decisions;
    expect(compression?.what).toBe(`\`${wanted}\` on every mount of main`);
    const add = (compression?.changes ?? []).flatMap((change) => (change.kind === "options" ? [change] : []));
    expect(add.filter(({ mount }) => mount.name === "@srv").map((change) => change.add)).toEqual([wanted]);
    expect(add.some(({ mount }) => mount.name === "@")).toBe(written !== wanted);
  });
});

describe("what every priority asks of a plain host", () => {
  const text = btrfsFile('subvolumes = { "@" = { mountpoint = "/"; }; "@nix" = { mountpoint = "/nix"; }; };');

  test("performance turns access times off by itself, the others where a tool reads much", async () => {
    const lines = decisionLines(await planOf(text, { priority: "balanced" }));
    expect(lines).toContain("+ access-time:main");
  });

  test("space asks for no scrub", async () => {
    expect(decisionLines(await planOf(text, { priority: "space" }))).not.toContain("+ scrub");
    expect(decisionLines(await planOf(text, { priority: "durability" }))).toContain("+ scrub");
  });

  test("a scrub waits for the user where the rest of the configuration was not seen", async () => {
    expect(decisionLines(await planOf(text, { host: undefined }))).toContain("? scrub");
  });

  test("a scrub that is on is told, one that is off is respected", async () => {
    expect(decisionLines(await planOf(text, { surroundings: { autoScrub: true } }))).toContain("= scrub");
    expect(decisionLines(await planOf(text, { surroundings: { autoScrub: false } })).join()).not.toContain("scrub");
  });

  test("without snapshots nothing needs to be kept out of them", async () => {
    const lines = decisionLines(await planOf(text, { snapshots: false }));
    expect(lines.filter((line) => line.includes("subvolume:"))).toEqual([]);
  });
});

describe("means", () => {
  const text = btrfsFile('subvolumes = { "@" = { mountpoint = "/"; }; };');
  const spec = { priority: "performance", tools: ["postgresql"], snapshots: false } as const;

  test("a module: tmpfiles", async () => {
    expect(defaultChanges(await planOf(text, spec))).toContain("h /var/lib/postgresql - - - - +C");
  });

  test("no module, to be installed: a hook", async () => {
    const plan = await planOf(text, { ...spec, surroundings: { module: "no" } });
    expect(defaultChanges(plan)).toContain("hook @postgresql:");
    expect(decisionLines(plan).join()).not.toContain("scrub");
  });

  test("no module, running: the line to put into the configuration", async () => {
    const plan = await planOf(text, { ...spec, target: "running", surroundings: { module: "unknown" } });
    expect(plan.notDone).toContainEqual(
      expect.objectContaining({
        what: "No copy-on-write for /var/lib/postgresql (PostgreSQL)",
        snippet: 'systemd.tmpfiles.rules = [ "h /var/lib/postgresql - - - - +C" ];',
      }),
    );
    expect(plan.promise.noCopyOnWrite).toEqual([]);
  });

  test("a line that is there already is enough, also above", async () => {
    const tmpfiles = { lines: ["h /var/lib/postgresql - - - - +C"], complete: true };
    const plan = await planOf(text, { ...spec, target: "running", surroundings: { tmpfiles } });
    expect(decisionLines(plan)).toContain("= no-copy-on-write:/var/lib/postgresql");
    expect(plan.promise.noCopyOnWrite).toEqual(["/var/lib/postgresql"]);
  });

  test("never together with a compression of the directory's own", async () => {
    const tmpfiles = { lines: ["t /var/lib/postgresql - - - - btrfs.compression=zstd"], complete: true };
    const plan = await planOf(text, { ...spec, surroundings: { tmpfiles } });
    expect(decisionLines(plan).join()).not.toContain("no-copy-on-write");
    expect(plan.notDone.map(({ because }) => because).join()).toContain("btrfs refuses both together");
  });

  test("running: what is there keeps copy-on-write, and the steps say how to change that", async () => {
    const plan = await planOf(text, { ...spec, target: "running" });
    const found = plan.decisions.find(({ kind }) => kind === "no-copy-on-write");
    expect(found?.cost).toContain("Files that are there keep copy-on-write");
    expect(found?.steps).toEqual([
      "# Only if files that are there shall be written in place, too; as root, with everything stopped that writes to /var/lib/postgresql: PostgreSQL.",
      "chattr +C /var/lib/postgresql &&",
      "mkdir -m 700 /var/lib/postgresql/.before &&",
      "find /var/lib/postgresql -mindepth 1 -maxdepth 1 ! -name .before -exec mv -t /var/lib/postgresql/.before {} + &&",
      "find /var/lib/postgresql/.before -mindepth 1 -maxdepth 1 -exec cp -a --reflink=never -t /var/lib/postgresql {} +",
      "# When all is well: rm -rf /var/lib/postgresql/.before",
    ]);
  });

  test("mirrored by btrfs: balanced keeps copy-on-write", async () => {
    const mirrored = btrfsFile(
      'extraArgs = [ "-f" "-d raid1" "/dev/vdb" ]; subvolumes = { "@" = { mountpoint = "/"; }; };',
    );
    const lines = decisionLines(await planOf(mirrored, { tools: ["postgresql"], snapshots: false }));
    expect(lines).toContain("= copy-on-write:/var/lib/postgresql");
  });
});

describe("whose data", () => {
  test("what lies on another filesystem is passed over", async () => {
    const text = `{
      disko.devices.disk.main = { device = "/dev/vda"; content = { type = "btrfs"; subvolumes = { "@" = { mountpoint = "/"; }; }; }; };
      disko.devices.disk.data = { device = "/dev/vdb"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/var"; }; };
    }`;
    const lines = decisionLines(await planOf(text, { priority: "performance", tools: TOOLS }));
    expect(lines.filter((line) => line.includes("/var"))).toEqual([]);
  });

  test("so is what lies on a mount of the host's own", async () => {
    const text = btrfsFile('subvolumes = { "@" = { mountpoint = "/"; }; };');
    const plan = await planOf(text, { tools: TOOLS, surroundings: { otherMountpoints: ["/var/lib/postgresql"] } });
    expect(decisionLines(plan).filter((line) => line.includes("postgresql"))).toEqual([]);
  });

  test("a home gets no subvolume, and the reason is told", async () => {
    const text = btrfsFile('subvolumes = { "@" = { mountpoint = "/"; }; };');
    const plan = await planOf(text, { priority: "performance", tools: ["cargo"], projects: ["/home/ada/src"] });
    expect(plan.decisions.filter(({ path }) => path?.startsWith("/home"))).toEqual([]);
    expect(plan.notDone.map(({ what }) => what).join("\n")).toContain("/home/ada/src");
  });
});
