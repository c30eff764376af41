import { execFileSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import type { Change, HookTarget } from "../../../server/core/plan/plan.ts";
import { hookLines, hookTargets } from "../../../server/core/plan/write-hook-text.ts";
import { filesystemOf, read, textAfter, write } from "./write-file.ts";

const disk = (more = "", head = ""): string => `${head}{
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/vda";
    content = {
      type = "btrfs";
      subvolumes."@".mountpoint = "/";${more}
    };
  };
}
`;
const DB: HookTarget = { subvolume: "@db", path: "" };
const IMAGES: HookTarget = { subvolume: "@", path: "var/lib/libvirt/images" };

function hooked(text: string, targets: readonly (readonly HookTarget[])[], pkgs = false) {
  const file = read(text);
  const filesystem = filesystemOf(file);
  const changes = targets.map((subvolumePaths): Change => ({ kind: "hook", filesystem, subvolumePaths }));
  const written = write(file, changes, { pkgs });
  return { text: textAfter(file, written), notWritten: written.notWritten };
}

/** The shell text that disko gets. */
function hookOf(text: string): string {
  const [definition] = filesystemOf(read(text)).object.attributes.get("postCreateHook")?.definitions ?? [];
  if (definition?.value.kind !== "string") throw new Error("no hook that is known");
  return definition.value.value;
}

test("all targets of a filesystem get one hook, at the end of its content", () => {
  expect(hooked(disk(), [[DB], [IMAGES], [DB]])).toEqual({
    notWritten: [],
    text: disk(`
      postCreateHook = ''
        # New files below these directories are written without copy-on-write. Every format runs this:
        # a directory that holds something stays as it is.
        (
          top=$(mktemp -d)
          mount -t btrfs -o subvolid=5 "$device" "$top" || { rmdir "$top"; exit 1; }
          trap 'umount "$top" && rmdir "$top"' EXIT
          command -v chattr > /dev/null || { echo 'chattr (e2fsprogs) is not installed' >&2; exit 1; }
          failed=0
          no_copy_on_write() { # SUBVOLUME DIRECTORY
            [ -d "$top/$1" ] || return 1
            mkdir -p "$top/$1/$2" || return 1
            [ -n "$(ls -A "$top/$1/$2")" ] || chattr +C "$top/$1/$2"
          }
          no_copy_on_write '@db' '.' || failed=1
          no_copy_on_write '@' 'var/lib/libvirt/images' || failed=1
          [ "$failed" = 0 ]
        ) || echo 'warning: some directories keep copy-on-write' >&2
      '';`),
  });
});

test("where the file knows pkgs, chattr comes from there", () => {
  const { text } = hooked(disk("", "{ pkgs, ... }:\n"), [[DB]], true);
  expect(text).toContain("|| ${pkgs.e2fsprogs}/bin/chattr +C");
  expect(text).not.toContain("command -v chattr");
});

test("a hook of ours gets the targets that it lacks, and nothing where it has them", () => {
  const both = hooked(disk(), [[DB, IMAGES]]).text;
  const first = hooked(disk(), [[DB]]).text;
  expect(hooked(first, [[IMAGES]])).toEqual({ text: both, notWritten: [] });
  expect(hooked(both, [[DB], [IMAGES]])).toEqual({ text: both, notWritten: [] });
});

test("a hook of somebody else stays, and the lines are told", () => {
  const text = disk(`\n      postCreateHook = "echo done";`);
  const answer = hooked(text, [[DB]]);
  expect(answer.text).toBe(text);
  expect(answer.notWritten).toMatchObject([
    { decision: "0", why: "There is a `postCreateHook` already: add these lines to it." },
  ]);
  expect(answer.notWritten[0]?.snippet).toContain("no_copy_on_write '@db' '.'");
});

test("a function that makes two filesystems gets a hook for both or none", () => {
  const text = `let
  content = { type = "btrfs"; subvolumes."@".mountpoint = "/"; };
in
{
  disko.devices.disk.a = { type = "disk"; device = "/dev/vda"; inherit content; };
  disko.devices.disk.b = { type = "disk"; device = "/dev/vdb"; inherit content; };
}
`;
  const answer = hooked(text, [[DB]]);
  expect(answer.text).toBe(text);
  expect(answer.notWritten).toMatchObject([{ why: expect.stringContaining("serves another filesystem too") }]);
});

describe("the shell text", () => {
  const names = ["@it's", "@a b", "@$x", "@`x`", "@\\", "''", "@'''", "-x"];

  test.each([...names, "@${x}"])("%s: passes the shell as one word, and is found again", (name) => {
    const targets = [{ subvolume: name, path: `srv/${name}` }];
    const script = hookOf(hooked(disk(), [targets]).text);
    expect(hookTargets(script)).toEqual(targets);
    const call = script.split("\n").find((line) => /^ *no_copy_on_write '/.test(line)) ?? "";
    const words = execFileSync("bash", ["-c", `no_copy_on_write() { printf '%s\\n' "$@"; }; ${call}`]);
    expect(String(words)).toBe(`${name}\nsrv/${name}\n`);
  });

  test("is found again for the top of a filesystem", () => {
    const top: HookTarget = { subvolume: "", path: "" };
    const { text } = hooked(disk(), [[top]]);
    expect(text).toContain("no_copy_on_write '.' '.' || failed=1");
    expect(hookTargets(text)).toEqual([top]);
  });

  test("is found again in the text of a file with CRLF, where it is one line", () => {
    const { text } = hooked(disk().replaceAll("\n", "\r\n"), [[DB, { subvolume: "@it's", path: "a b" }]], true);
    expect(hookTargets(text)).toEqual([DB, { subvolume: "@it's", path: "a b" }]);
  });

  test.each([true, false])("is shell (pkgs: %s)", (pkgs) => {
    const script = hookLines([DB, IMAGES], pkgs).join("\n");
    expect(execFileSync("bash", ["-n"], { input: script, encoding: "utf8" })).toBe("");
  });

  test("a mount that fails is a warning, and disko goes on", () => {
    const script = ["set -efu", "mount() { return 32; }", "device=/dev/null", ...hookLines([DB], false), "echo on"];
    const answer = execFileSync("bash", ["-c", `{ ${script.join("\n")}\n} 2>&1`], { encoding: "utf8" });
    expect(answer).toBe("warning: some directories keep copy-on-write\non\n");
  });
});
