/** What mkfs.btrfs is given by `extraArgs`: the shell's words, read as getopt_long reads them. */
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { mkfsCommand } from "../../../server/core/mounts/mkfs-command.ts";
import { MKFS_OPTIONS } from "../../../server/core/mounts/mkfs-options.ts";
import { deviceCount, mirroredProfile, profilesGiven } from "../../../server/core/mounts/mkfs-profiles.ts";
import { refusedValues } from "../../../server/core/mounts/mkfs-values.ts";
import { lowered } from "../disko/lowered.ts";

async function btrfsWith(extraArgs: string) {
  const layout = await lowered(`{ unknown, ... }: {
    disko.devices.disk.main = {
      device = "/dev/disk/by-id/main";
      content = { type = "btrfs"; extraArgs = ${extraArgs}; mountpoint = "/data"; };
    };
  }`);
  const [filesystem] = layout.btrfs;
  if (filesystem === undefined) throw new Error("no btrfs in it");
  return filesystem;
}

/** Options with their values, then devices, then what mkfs.btrfs stops at. */
async function read(extraArgs: string): Promise<string | undefined> {
  const command = mkfsCommand(await btrfsWith(extraArgs));
  if (command === undefined) return undefined;
  return [
    ...command.options.map(({ option, value }) => (value === undefined ? option.long : `${option.long}=${value.text}`)),
    ...command.devices.map(({ text }) => `device ${text}`),
    ...command.stops.map(({ kind, name }) => `${kind} ${name}`),
    ...(command.complete ? [] : ["…"]),
  ].join(", ");
}

test.each([
  ['[ "-f" "-L" "root" ]', "force, label=root"],
  ['[ "-fL root" ]', "force, label=root"],
  ['[ "-Lroot" "--data=raid1" "--meta raid1" ]', "label=root, data=raid1, metadata=raid1"],
  ['[ "-L my disk" ]', "label=my, device disk"],
  [`[ "-L 'my disk'" ]`, "label=my disk"],
  [String.raw`[ "--label" "\"my disk\"" ]`, "label=my disk"],
  ['[ "/dev/sdb" "-d" "raid1" "--" "-odd" ]', "data=raid1, device /dev/sdb, device -odd"],
  ['[ "-fz" "--wat=1" "--force=1" "-d" ]', "force, unknown -z, unknown --wat, useless-value --force, no-value -d"],
  // Begins two names: which of them is meant, or whether that is refused, is left open.
  ['[ "--no" ]', ""],
  ["[ ]", ""],
])("%s is %s", async (extraArgs, expected) => {
  expect(await read(extraArgs)).toBe(expected);
});

test("what is not known takes with it what may be its value", async () => {
  expect(await read('[ "-f" unknown "data" "-d" "raid1" ]')).toBe("force, data=raid1, …");
  expect(await read('[ "-L" unknown "-f" ]')).toBe("label, force, …");
});

test.each(['[ "-L $LABEL" ]', '[ "/dev/sd*" ]', '[ "-f # by force" ]', `[ "-L 'open" ]`, '[ "$(disks)" ]'])(
  "%s is left to the shell",
  async (extraArgs) => {
    expect(await read(extraArgs)).toBeUndefined();
  },
);

test("devices are counted once, with the content's own", async () => {
  expect(deviceCount(await btrfsWith('[ "-f" ]'))).toBe(1);
  expect(deviceCount(await btrfsWith('[ "/dev/sdb" "/dev/sdb" "/dev/disk/by-id/main" "/dev/sdc" ]'))).toBe(3);
  expect(deviceCount(await btrfsWith("[ unknown ]"))).toBeUndefined();
});

test("data is mirrored where its profile says so, and all of the arguments are known", async () => {
  expect(mirroredProfile(await btrfsWith('[ "-d RAID1" "-m single" ]'))?.profile).toBe("raid1");
  expect(mirroredProfile(await btrfsWith('[ "-m raid1" ]'))).toBeUndefined();
  expect(mirroredProfile(await btrfsWith('[ "-d raid1" unknown ]'))).toBeUndefined();
});

test("the last of two counts, and a profile that does not exist is none", async () => {
  const command = mkfsCommand(await btrfsWith('[ "-d" "single" "-d" "raid1" "-m" "raid-1" ]'));
  expect(command && profilesGiven(command).map(({ of, profile }) => `${of} ${profile}`)).toEqual(["data raid1"]);
});

test.each([
  ["-n", "16k", true],
  ["-n", "65536", true],
  ["-n", "128k", false],
  ["-n", "16KiB", false],
  ["-s", "4096", true],
  ["-s", "6000", false],
  ["-b", "10g", true],
  ["-b", "ten", false],
  ["--csum", "xxhash64", true],
  ["--csum", "crc32", false],
  ["-O", "^no-holes,bgt", true],
  ["-O", "dedup", false],
  ["-L", "x".repeat(255), true],
  ["-L", "x".repeat(256), false],
  ["-U", "01234567-89ab-cdef-0123-456789abcdef", true],
  ["-U", "random", false],
])("%s %s", async (option, value, isTaken) => {
  const command = mkfsCommand(await btrfsWith(`[ "${option}" "${value}" ]`));
  expect(command && refusedValues(command).length === 0).toBe(isTaken);
});

/** The table is of many versions; the one that is installed here must not know more than it. */
test("every option of the installed mkfs.btrfs is known", ({ skip }) => {
  const { error, stdout, stderr } = spawnSync("mkfs.btrfs", ["--help"], { encoding: "utf8" });
  if (error !== undefined) {
    skip("SKIPPED: mkfs.btrfs is not installed");
    return;
  }
  const help = stdout + stderr;
  const names = [...help.matchAll(/^ +(?:-(\w)\|)?--([\w-]+)( [A-Z])?/gm)];
  expect(names.length).toBeGreaterThan(10);
  for (const [, short, long, value] of names) {
    const option = MKFS_OPTIONS.find((one) => one.long === long);
    expect(option, `--${long}`).toMatchObject({
      value: value !== undefined,
      ...(short === undefined ? {} : { short }),
    });
  }
});
