/** What the walk along the schema finds, and beside it what it must not say, as seen in real disko 1.13.0. */
import { expect, test } from "vitest";
import type { StructureProblem } from "../../../server/core/disko/layout.ts";
import { btrfsFile, lowered, problemLines } from "./lowered.ts";

async function problems(text: string): Promise<string[]> {
  return problemLines(await lowered(text), text);
}

async function suggestions(text: string): Promise<(string | undefined)[]> {
  const layout = await lowered(text);
  return layout.problems.map((one: StructureProblem) => ("suggestion" in one ? one.suggestion : undefined));
}

test("values that disko takes although they look odd", async () => {
  const fine = [
    btrfsFile('mountpoint = "/a b"; extraArgs = [ "" ]; device = "relative";'),
    btrfsFile('subvolumes."@" = { config, ... }: { mountpoint = "/"; whatever = 1; };'),
    btrfsFile('subvolumes."@" = ./subvolume.nix; subvolumes."@b" = "/file.nix";'),
    btrfsFile("mountpoint = lib.mkIf false 1; swap = lib.mkMerge [ ];", "{ lib, ... }: "),
    btrfsFile('mountOptions = lib.mkMerge [ [ "noatime" ] ]; extraArgs = [ (lib.mkIf true "-f") ];', "{ lib, ... }: "),
    "{ disko.devices = { ... }: { anything = 1; }; }",
    '{ disko.devices.disk.a = { device = "/a"; content = null; }; disko.newerOption.x = 1; }',
    '{ disko.devices.disk.a = { device = "/a"; content = { type = "luks"; name = "a"; settings = { keyFile = "/k"; allowDiscards = true; crypttabExtraOpts = [ "x" ]; }; }; }; }',
  ];
  for (const text of fine) expect([text, await problems(text)]).toEqual([text, []]);
});

test("attributes of a disko newer than 1.13.0", async () => {
  const luks =
    'type = "luks"; name = "a"; enrollFido2 = true; enrollRecovery = false; extraFido2EnrollArgs = [ "--fido2-with-client-pin=no" ];';
  expect(await problems(`{ disko.devices.disk.a = { device = "/a"; content = { ${luks} }; }; }`)).toEqual([]);
});

test("values that disko refuses although they look fine", async () => {
  expect(await problems(btrfsFile("mountpoint = /srv;"))).toEqual(["wrong-type mountpoint@/srv"]);
  expect(await problems(btrfsFile('mountpoint = "//";'))).toEqual(['value-mismatch mountpoint@"//"']);
  expect(await problems(btrfsFile("imports = [ ];"))).toEqual(["unknown-attribute imports@imports"]);
  expect(await problems(btrfsFile('config.mountpoint = "/";'))).toEqual(["unknown-attribute config@config"]);
  expect(await problems(btrfsFile('subvolumes."@" = null;'))).toEqual(["wrong-type @@null"]);
  expect(await problems(btrfsFile('mountOptions = [ "noatime" null ];'))).toEqual(["wrong-type mountOptions@null"]);
  expect(await problems('{ disko.devices.disk.a = { device = "/a"; content = x: { type = "btrfs"; }; }; }')).toEqual([
    'wrong-type content@x: { type = "btrfs"; }',
  ]);
});

test("a value that another definition overrides is not looked at", async () => {
  const overridden = [
    'mountpoint = lib.mkMerge [ (lib.mkDefault 1) "/a" ];',
    "mountpoint = lib.mkMerge [ 1 (lib.mkForce null) ];",
  ];
  for (const attributes of overridden) {
    expect(await problems(btrfsFile(attributes, "{ lib, ... }: "))).toEqual([]);
  }
  expect(await problems(btrfsFile('mountpoint = lib.mkMerge [ 1 (lib.mkDefault "/a") ];', "{ lib, ... }: "))).toEqual([
    "wrong-type mountpoint@1",
  ]);
});

test("where something not known may override or complete an object, nothing is said of it", async () => {
  const quiet = [
    "{ x, ... }: { disko.devices.disk.a = { content = null; } // x; }",
    "{ x, ... }: { disko.devices.disk.a = { device = 1; } // x; }",
    '{ x, ... }: { disko.devices.disk.a = { device = "/a"; content = { mountpoint = "/"; } // x; }; }',
    '{ x, ... }: { disko.devices.disk.a = { device = "/a"; content = { type = x; mountPoint = 1; }; }; }',
    `{ x, ... }: { disko.devices.disk.a = { device = "/a"; \${x} = 1; }; }`,
    `{ x, ... }: { disko.devices.disk.\${x} = { device = "/a"; wrong = 1; }; }`,
  ];
  for (const text of quiet) expect([text, await problems(text)]).toEqual([text, []]);
});

test("a disk that only adds to one defined elsewhere is not asked for what it lacks", async () => {
  const additions = [
    '{ disko.devices.disk.main.imageSize = "20G"; }',
    '{ disko.devices.disk.main.content.partitions.data = { size = "1G"; content.mountpoint = "/data"; }; }',
  ];
  for (const text of additions) {
    expect([text, await problems(text)]).toEqual([text, []]);
    expect((await lowered(text)).complete).toBe(false);
  }
  expect(await problems("{ disko.devices.disk.main = { content = null; }; }")).toEqual([
    "missing-attribute device@main",
  ]);
});

test("one place in a function is one problem, however often it is called", async () => {
  const text = `{ lib, ... }: {
    disko.devices.disk = lib.genAttrs [ "a" "b" "c" ] (name: {
      device = "/dev/disk/by-id/\${name}";
      content = { type = "btrfs"; mountPoint = "/\${name}"; };
    });
  }`;
  expect(await problems(text)).toEqual(["unknown-attribute mountPoint@mountPoint"]);
});

test("what was meant", async () => {
  const size = (text: string): string =>
    `{ disko.devices.disk.a = { device = "/a"; content.type = "gpt"; content.partitions.p.size = "${text}"; }; }`;
  const meant = ["512MiB", "512MB", "1g", "1 G", "+1G", "1.5G", "0.3G", "100 %", "50%", "all", "-1G"];
  const found = await Promise.all(meant.map(async (text) => (await suggestions(size(text)))[0]));
  expect(found).toEqual([
    "512M",
    "512M",
    "1G",
    "1G",
    "1G",
    "1536M",
    undefined,
    "100%",
    undefined,
    undefined,
    undefined,
  ]);

  const device = (text: string): string => `{ disko.devices.disk.a = { device = "${text}"; content = null; }; }`;
  const devices = ["sda", "dev/nvme0n1", "disk/by-id/x", "LABEL=x", "root"];
  const paths = await Promise.all(devices.map(async (text) => (await suggestions(device(text)))[0]));
  expect(paths).toEqual(["/dev/sda", "/dev/nvme0n1", "/dev/disk/by-id/x", undefined, undefined]);
});

test("a value that contains itself comes to an end", async () => {
  const text = `let again = { type = "luks"; name = "a"; content = again; };
    in { disko.devices.disk.a = { device = "/a"; content = again; }; }`;
  const layout = await lowered(text);
  expect([layout.complete, layout.problems]).toEqual([false, []]);
});

test("names that JavaScript objects have are names like others", async () => {
  for (const name of ["constructor", "toString", "hasOwnProperty"]) {
    expect(await problems(btrfsFile(`subvolumes."@".${name} = 1;`))).toEqual([`unknown-attribute ${name}@${name}`]);
    expect(await problems(btrfsFile(`subvolumes.${name}.mountpoint = "/";`))).toEqual([]);
  }
  expect(await problems(btrfsFile('subvolumes.__proto__.mountpoint = "/";'))).toEqual([]);
});

test("values that disko never reads, whatever they are", async () => {
  const disk = (content: string, more = "") =>
    `{ disko.devices = { disk.a = { device = "/dev/sda"; content = { ${content} }; }; ${more} }; }`;
  const root = 'content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; };';
  const group = 'lvm_vg.v = { type = "lvm_vg"; lvs.a = { size = "1G"; pool = 5; }; };';
  const unread = [
    disk(`type = "gpt"; partitions.a = { end = "-1G"; size = "50%"; priority = "x"; ${root} };`),
    disk(`type = "gpt"; partitions = { a = { end = "-1G"; size = 5; priority = 1; ${root} }; b.size = "1G"; };`),
    disk(`type = "table"; partitions = [ { name = "a"; part-type = "ESP"; ${root} } ];`),
    disk(`type = "table"; format = "msdos"; partitions = [ { name = 5; ${root} } ];`),
    disk('type = "lvm_pv"; vg = "v";', group),
    btrfsFile('subvolumes."@" = { type = "filesystem"; mountpoint = "/"; };'),
  ];
  for (const text of unread) expect([text, await problems(text)]).toEqual([text, []]);
  const read = disk(`type = "gpt"; partitions = { a = { end = "-1G"; size = "50%"; ${root} }; b.size = "1G"; };`);
  expect(await problems(read)).toEqual(['value-mismatch size@"50%"']);
});
