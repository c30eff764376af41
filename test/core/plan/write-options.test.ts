/** Where a change of mount options is written: at the outermost place where everything that it reaches wants it. */
import { describe, expect, test } from "vitest";
import { options, read, textAfter, type WriteTestOptions, write } from "./write-file.ts";

/** A file whose btrfs has these subvolumes; `head` stands before the module. */
function disk(subvolumes: string, head = ""): string {
  return `${head}{
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/vda";
    content = {
      type = "btrfs";
      subvolumes = ${subvolumes};
    };
  };
}
`;
}

interface Case {
  readonly changes: readonly string[];
  readonly before: readonly [subvolumes: string, head?: string];
  readonly after: readonly [subvolumes: string, head?: string];
}

function expectEdits({ changes, before, after }: Case): void {
  const file = read(disk(...before));
  const written = write(
    file,
    changes.map((change) => options(file, change)),
  );
  expect(written.notWritten).toEqual([]);
  expect(textAfter(file, written)).toBe(disk(...after));
}

/** `CHANGE: why` of each change that was not written; the others are carried out. */
function refusals(text: string, changes: readonly string[], more: WriteTestOptions = {}): string[] {
  const file = read(text);
  const written = write(
    file,
    changes.map((change) => options(file, change)),
    more,
  );
  if (written.notWritten.length === changes.length) expect(written.edits).toEqual([]);
  return written.notWritten.map(({ decision, why, snippet }) => `${changes[Number(decision)]} => ${why} ${snippet}`);
}

const TWO_USERS = `{
        "@" = { mountpoint = "/"; mountOptions = common; };
        "@home" = { mountpoint = "/home"; mountOptions = common; };
      }`;
const ZSTD_FOR_BOTH = ["/: -compress=zstd +compress=zstd:1", "/home: -compress=zstd +compress=zstd:1"];

describe("a list of the mount itself", () => {
  test("is edited in place, in its own style and with its comments", () =>
    expectEdits({
      changes: ["/: -compress=zstd +compress=zstd:1", "/: -nodatacow", "/: +noatime"],
      before: [
        `{
        "@" = {
          mountpoint = "/";
          mountOptions = [
            "compress=zstd" # fast enough
            "nodatacow"

            # never fsync
            "x-a"
          ];
        };
      }`,
      ],
      after: [
        `{
        "@" = {
          mountpoint = "/";
          mountOptions = [
            "compress=zstd:1" # fast enough

            # never fsync
            "x-a"
            "noatime"
          ];
        };
      }`,
      ],
    }));

  test("options joined by commas are edited inside their string", () =>
    expectEdits({
      changes: ["/: -compress=zstd +compress=zstd:1", "/: -ssd"],
      before: [`{ "@" = { mountpoint = "/"; mountOptions = [ "noatime,compress=zstd,ssd" "x-a" ]; }; }`],
      after: [`{ "@" = { mountpoint = "/"; mountOptions = [ "noatime,compress=zstd:1" "x-a" ]; }; }`],
    }));

  test("several decisions that want the same write it once", () =>
    expectEdits({
      changes: ["/: +noatime", "/: +noatime"],
      before: [`{ "@" = { mountpoint = "/"; mountOptions = [ "ssd" "x-a" ]; }; }`],
      after: [`{ "@" = { mountpoint = "/"; mountOptions = [ "ssd" "x-a" "noatime" ]; }; }`],
    }));

  test("goes with its last option", () =>
    expectEdits({
      changes: ["/: -nodatacow"],
      before: [
        `{
        "@" = {
          mountpoint = "/";
          mountOptions = [ "nodatacow" ];
        };
      }`,
      ],
      after: [
        `{
        "@" = {
          mountpoint = "/";
        };
      }`,
      ],
    }));

  test("that is not written is put behind the mountpoint", () => {
    const before = `{
        "@" = {
          mountpoint = "/"; # the root
          swap = { };
        };
        "@one" = { mountpoint = "/one"; };
        "@dotted".mountpoint = "/dotted";
      }`;
    const after = `{
        "@" = {
          mountpoint = "/"; # the root
          mountOptions = [ "noatime" ];
          swap = { };
        };
        "@one" = { mountpoint = "/one"; mountOptions = [ "noatime" ]; };
        "@dotted".mountpoint = "/dotted";
        "@dotted".mountOptions = [ "noatime" ];
      }`;
    const changes = ["/: +noatime", "/one: +noatime", "/dotted: +noatime"];
    expectEdits({ changes, before: [before], after: [after] });
  });
});

describe("a place that several mounts share", () => {
  const head = (list: string): string => `let common = [ ${list} ]; in `;

  test("is edited once where all want it", () => {
    const before = [TWO_USERS, head(`"compress=zstd" "noatime"`)] as const;
    expectEdits({ changes: ZSTD_FOR_BOTH, before, after: [TWO_USERS, head(`"compress=zstd:1" "noatime"`)] });
    const changes = ["/: +ssd", "/home: +ssd"];
    expectEdits({ changes, before, after: [TWO_USERS, head(`"compress=zstd" "noatime" "ssd"`)] });
  });

  test("stays where only one wants an addition: that one adds it", () => {
    const common = head(`"compress=zstd" "noatime"`);
    const after = TWO_USERS.replace("mountOptions = common;", `mountOptions = common ++ [ "ssd" ];`);
    expectEdits({ changes: ["/: +ssd"], before: [TWO_USERS, common], after: [after, common] });
  });

  test("stays where only one wants another option: that one gets a list of its own", () => {
    const common = head(`"compress=zstd" "noatime"`);
    const after = TWO_USERS.replace("mountOptions = common;", `mountOptions = [ "compress=zstd:1" "noatime" ];`);
    expectEdits({ changes: ZSTD_FOR_BOTH.slice(0, 1), before: [TWO_USERS, common], after: [after, common] });
  });

  test("is edited for what all want, beside what only one wants", () => {
    const after = TWO_USERS.replace("mountOptions = common;", `mountOptions = [ "noatime" "ssd" ];`);
    expectEdits({
      changes: ["/: -compress=zstd", "/: +ssd", "/home: +ssd"],
      before: [TWO_USERS, head(`"compress=zstd" "noatime"`)],
      after: [after, head(`"compress=zstd" "noatime" "ssd"`)],
    });
  });

  test("a string with a name", () => {
    const users = `{
        "@" = { mountpoint = "/"; mountOptions = [ zstd "x-a" ]; };
        "@home" = { mountpoint = "/home"; mountOptions = [ zstd "x-b" ]; };
      }`;
    const before = [users, `let zstd = "compress=zstd"; in `] as const;
    expectEdits({ changes: ZSTD_FOR_BOTH, before, after: [users, `let zstd = "compress=zstd:1"; in `] });
    const one = [users.replace("zstd", `"compress=zstd:1"`), before[1]] as const;
    expectEdits({ changes: ZSTD_FOR_BOTH.slice(0, 1), before, after: one });
    const none = [users.replaceAll("[ zstd ", "[ "), before[1]] as const;
    expectEdits({ changes: ["/: -compress=zstd", "/home: -compress=zstd"], before, after: none });
  });

  test("a shared head: the tail is each one's own", () => {
    const users = (tail: string): string => `{
        "@" = { mountpoint = "/"; mountOptions = common ++ [ "x-a" ${tail}]; };
        "@home" = { mountpoint = "/home"; mountOptions = common; };
      }`;
    const changes = ["/: +ssd"];
    const common = head(`"compress=zstd" "noatime"`);
    expectEdits({ changes, before: [users(""), common], after: [users(`"ssd" `), common] });
    const empty = users("").replace(` ++ [ "x-a" ]`, "");
    expectEdits({ changes: ["/: -x-a"], before: [users(""), common], after: [empty, common] });
  });

  test("a function", () => {
    const calls = `{ "@" = mk "/"; "@home" = mk "/home"; }`;
    const mk = (set: string): string => `let mk = mountpoint: { inherit mountpoint; ${set}}; in `;
    const both = ["/: +noatime", "/home: +noatime"];
    expectEdits({ changes: both, before: [calls, mk("")], after: [calls, mk(`mountOptions = [ "noatime" ]; `)] });
    const list = mk(`mountOptions = [ "ssd" "x-a" ]; `);
    expectEdits({ changes: both, before: [calls, list], after: [calls, list.replace(" ];", ` "noatime" ];`)] });
    const own = `{ "@" = mk "/" // { mountOptions = [ "noatime" ]; }; "@home" = mk "/home"; }`;
    expectEdits({ changes: ["/: +noatime"], before: [calls, mk("")], after: [own, mk("")] });
    const whole = `{ "@" = mk "/" // { mountOptions = [ "ssd" "x-a" "noatime" ]; }; "@home" = mk "/home"; }`;
    expectEdits({ changes: ["/: +noatime"], before: [calls, list], after: [whole, list] });
  });

  test("mapAttrs", () => {
    const mapped = (list: string): string =>
      `lib.mapAttrs (_: mountpoint: { inherit mountpoint; mountOptions = [ ${list} ]; }) { "@" = "/"; "@home" = "/home"; }`;
    const before = [mapped(`"ssd" "x-a"`), "{ lib, ... }: "] as const;
    const after = [mapped(`"ssd" "x-a" "noatime"`), "{ lib, ... }: "] as const;
    expectEdits({ changes: ["/: +noatime", "/home: +noatime"], before, after });
    expect(refusals(disk(...before), ["/: +noatime"])).toEqual([
      '/: +noatime => This `mountOptions` serves @home too, which is to have other options. mountOptions = [ "ssd" "x-a" "noatime" ];',
    ]);
  });

  test("something besides the devices reads it: it stays", () => {
    const one = (options: string): string => `{ "@" = { mountpoint = "/"; mountOptions = ${options}; }; }`;
    const common = `let common = [ "ssd" ]; in { fileSystems."/x".options = common; } // `;
    expectEdits({
      changes: ["/: +noatime"],
      before: [one("common"), common],
      after: [one(`common ++ [ "noatime" ]`), common],
    });
  });

  test("a mount of another type that reads it keeps its options", () => {
    const common = `let common = [ "ssd" ]; in `;
    const more = `{ "@" = { mountpoint = "/"; mountOptions = common; }; };
      };
    };
    disko.devices.nodev."/tmp" = { fsType = "tmpfs"; mountOptions = common; };
    disko.devices.disk.other = { device = "/dev/vdb"; content = { type = "btrfs"; subvolumes = { }`;
    const after = more.replace("= common", `= common ++ [ "noatime" ]`);
    expectEdits({ changes: ["/: +noatime"], before: [more, common], after: [after, common] });
  });
});

describe("no edit, with the reason, where none is safe", () => {
  const one = (list: string): string => `{ "@" = { mountpoint = "/"; mountOptions = ${list}; }; }`;

  test.each([
    [
      "an entry that is computed",
      disk(one('[ "compress=${a}" "x-a" ]'), `let a = "zstd"; in `),
      "/: -compress=zstd +compress=zstd:1",
      '`compress=zstd` is computed, not written as a plain string. mountOptions = [ "x-a" "compress=zstd:1" ];',
    ],
    [
      "an entry under a condition",
      disk(one('lib.optional x "ssd" ++ [ "x-a" ]'), "{ lib, x, ... }: "),
      "/: -ssd",
      '`ssd` stands under a condition that is not known. mountOptions = [ "x-a" ];',
    ],
    [
      "mkForce around a list that others use",
      disk(
        `{
        "@" = { mountpoint = "/"; mountOptions = lib.mkForce common; };
        "@b" = { mountpoint = "/b"; mountOptions = lib.mkForce common; };
      }`,
        `{ lib, ... }: let common = [ "ssd" ]; in `,
      ),
      "/: +noatime",
      '`mountOptions` is put together in a way that cannot be edited safely. mountOptions = [ "ssd" "noatime" ];',
    ],
    [
      "a comment that speaks of what goes",
      disk(one('[\n "ssd" # as the vendor says\n "x-a"\n]')),
      "/: -ssd",
      'A comment in the list would be lost, or would come to stand beside something else. mountOptions = [ "x-a" ];',
    ],
  ])("%s", (_, text, change, answer) => {
    expect(refusals(text, [change])).toEqual([`${change} => ${answer}`]);
  });

  test("what can be written is, and a decision is never carried out by half", () => {
    const text = disk(one('[\n "ssd" # as the vendor says\n "x-a"\n]'));
    const file = read(text);
    const written = write(file, [options(file, "/: -ssd -x-a +x-b"), options(file, "/: +noatime")]);
    expect(written.notWritten.map(({ decision }) => decision)).toEqual([]);
    expect(textAfter(file, written)).toBe(disk(one('[\n "x-b" # as the vendor says\n "noatime"\n]')));
    const other = write(file, [options(file, "/: -x-a -ssd"), options(file, "/: +noatime")]);
    expect(other.notWritten.map(({ decision }) => decision)).toEqual(["0"]);
    expect(textAfter(file, other)).toBe(disk(one('[\n "ssd" # as the vendor says\n "x-a"\n "noatime"\n]')));
  });

  test("a syntax error in the file", () => {
    const text = disk(one('[ "ssd" ]')).replace("type = ", "type == ");
    expect(refusals(text, ["/: +noatime"])).toHaveLength(1);
  });
});

describe("lists in other files", () => {
  const text = disk(`{ "@" = { mountpoint = "/"; mountOptions = import ./options.nix; }; }`);
  const beside = { "/w/options.nix": `[ "ssd" "x-a" ]` };

  test("stay unless the caller allows it: other layouts may read them", () => {
    const file = read(text, beside);
    const changes = [options(file, "/: +noatime")];
    const own = write(file, changes);
    expect(textAfter(file, own)).toBe(text.replace("import ./options.nix", `import ./options.nix ++ [ "noatime" ]`));
    const there = write(file, changes, { mayEdit: () => true });
    expect(there.edits).toEqual([{ path: "/w/options.nix", span: { start: 13, end: 13 }, newText: ` "noatime"` }]);
  });
});
