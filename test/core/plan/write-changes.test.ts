import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { attrs, binding, texts } from "../../../server/core/nix/write/expression.ts";
import type { Change } from "../../../server/core/plan/plan.ts";
import { writeChanges } from "../../../server/core/plan/write-changes.ts";
import { filesystemOf, keyOf, mountOf, options, PATH, read, textAfter, write } from "./write-file.ts";

const fixture = (name: string): string => readFileSync(join(import.meta.dirname, name), "utf8");

test("a comment does not speak of what could not be written", () => {
  const text = `let level = 5; in {
    disko.devices.disk.a = {
      device = "/dev/a";
      content = {
        type = "btrfs";
        subvolumes = {
          "@" = { mountpoint = "/"; mountOptions = [ "noatime" ]; };
          "@home" = { mountpoint = "/home"; mountOptions = [ "compress=zstd:\${toString level}" ]; };
        };
      };
    };
  }`;
  const file = read(text);
  const at = keyOf(filesystemOf(file).object, "subvolumes");
  const changes: readonly Change[] = [
    { kind: "comment", at, lines: ["Every subvolume asks for the same."] },
    options(file, "/: +compress=zstd"),
    options(file, "/home: -compress=zstd:5 +compress=zstd"),
  ];
  const written = writeChanges({
    path: PATH,
    layout: file.layout,
    changes: changes.map((change) => ({ decision: "compression", change })),
    surroundings: { pkgsInScope: false },
    syntax: file.syntax,
  });
  expect(written.notWritten.map(({ why }) => why)).toEqual([
    "`compress=zstd:5` is computed, not written as a plain string.",
  ]);
  expect(textAfter(file, written)).toBe(text.replace('[ "noatime" ]', '[ "noatime" "compress=zstd" ]'));
});

test("a whole plan becomes the text that a careful hand would have written", () => {
  const file = read(fixture("../../workspaces/examples/before.nix"));
  const filesystem = filesystemOf(file);
  const subvolume = (name: string, mountpoint: string, comment: string): Change => ({
    kind: "subvolume",
    filesystem,
    name,
    mountpoint,
    options: ["compress=zstd:1", "noatime"],
    comment: [comment],
  });
  const noCow = (path: string): Change => ({
    kind: "tmpfiles",
    line: `h ${path} - - - - +C`,
    comment: ["Set while the directories are empty, before the services start: new files inherit it."],
  });
  const written = write(file, [
    {
      kind: "comment",
      at: keyOf(filesystem.object, "subvolumes"),
      lines: [
        "btrfs takes compression and copy-on-write from the first mount only: every subvolume asks",
        "for the same, and exceptions are directory attributes (see systemd.tmpfiles below).",
      ],
    },
    options(file, "/: +compress=zstd:1"),
    options(file, "/: +noatime"),
    options(file, "/home: -compress=zstd +compress=zstd:1"),
    options(file, "/home: +noatime"),
    options(file, "/nix: -compress=zstd +compress=zstd:1"),
    options(file, "/nix: +noatime"),
    options(file, "/var/lib/postgresql: -nodatacow +compress=zstd:1"),
    options(file, "/var/lib/postgresql: +noatime"),
    {
      kind: "comment",
      at: mountOf(file, "/var/lib/postgresql").object.at,
      lines: ["PostgreSQL rewrites pages in place: no copy-on-write; no checksums or compression here."],
    },
    subvolume(
      "@libvirt-images",
      "/var/lib/libvirt/images",
      "VM images are overwritten block by block: no copy-on-write.",
    ),
    subvolume(
      "@containers",
      "/var/lib/containers",
      "Image layers and volumes can be pulled again: kept out of snapshots of /.",
    ),
    subvolume("@cache", "/var/cache", "Caches can be recreated: kept out of snapshots of /."),
    subvolume("@log", "/var/log", "Logs survive a rollback of /."),
    noCow("/var/lib/postgresql"),
    noCow("/var/lib/libvirt/images"),
    {
      kind: "setting",
      binding: binding(
        ["services", "btrfs", "autoScrub"],
        attrs([binding("enable", { kind: "bool", value: true }), binding("fileSystems", texts(["/"]))]),
      ),
    },
  ]);
  expect(written.notWritten).toEqual([]);
  expect(textAfter(file, written)).toBe(fixture("write-after.nix"));
});
