/** Options of the configuration are written into the module that sets the devices, and join what it has. */
import { describe, expect, test } from "vitest";
import { attrs, binding } from "../../../server/core/nix/write/expression.ts";
import type { Change } from "../../../server/core/plan/plan.ts";
import { read, textAfter, write } from "./write-file.ts";

const DISK = `disko.devices.disk.main = {
    type = "disk";
    device = "/dev/vda";
  };`;
const COMMENT = "New files inherit it.";
const DB: Change = { kind: "tmpfiles", line: "h /db - - - - +C", comment: [COMMENT] };
const VM: Change = { kind: "tmpfiles", line: "h /vm - - - - +C", comment: [COMMENT] };
const SCRUB: Change = {
  kind: "setting",
  binding: binding(["services", "btrfs", "autoScrub"], attrs([binding("enable", { kind: "bool", value: true })])),
};

function after(text: string, changes: readonly Change[]): { text: string; why: string[] } {
  const file = read(text);
  const written = write(file, changes);
  return { text: textAfter(file, written), why: written.notWritten.map(({ decision, why }) => `${decision}: ${why}`) };
}

function expectAdded(before: string, text: string, changes: readonly Change[] = [DB, VM]): void {
  expect(after(before, changes)).toEqual({ text, why: [] });
  // Once is enough.
  expect(after(text, changes)).toEqual({ text, why: [] });
}

const RULES = `# ${COMMENT}
  systemd.tmpfiles.rules = [
    "h /db - - - - +C"
    "h /vm - - - - +C"
  ];`;

test("lines in one new list behind the devices, with the comment they share above it", () => {
  expectAdded(`{\n  ${DISK}\n}\n`, `{\n  ${DISK}\n\n  ${RULES}\n}\n`);
});

test("a line in the list that stands there, with its comment above the first", () => {
  const list = (more: string): string => `{
  ${DISK}
  systemd = {
    tmpfiles.rules = [
      "d /srv 0755 root root -" # served
${more}    ];
  };
}
`;
  expectAdded(list(""), list(`      # ${COMMENT}\n      "h /db - - - - +C"\n      "h /vm - - - - +C"\n`));
  expectAdded(list(`      "h /db - - - - +C"\n`), list(`      "h /db - - - - +C"\n`), [DB]);
});

test("lines with comments of their own keep them", () => {
  const other: Change = { kind: "tmpfiles", line: "h /vm - - - - +C", comment: ["Images."] };
  expectAdded(
    `{\n  ${DISK}\n}\n`,
    `{
  ${DISK}

  systemd.tmpfiles.rules = [
    # ${COMMENT}
    "h /db - - - - +C"
    # Images.
    "h /vm - - - - +C"
  ];
}
`,
    [DB, other],
  );
});

test("settings join what is set", () => {
  expectAdded(
    `{\n  ${DISK}\n  services.btrfs = {\n    autoScrub.interval = "weekly";\n  };\n}\n`,
    `{\n  ${DISK}\n  services.btrfs = {\n    autoScrub.interval = "weekly";\n    autoScrub.enable = true;\n  };\n}\n`,
    [SCRUB],
  );
});

describe("the module's attribute set is found", () => {
  const inner = (body: string): string => body.replaceAll("\n", "\n  ");

  test.each([
    ["in a function", (body: string) => `{ lib, ... }:\n${body}`],
    ["in let", (body: string) => `{ lib, ... }:\nlet\n  x = 1;\nin\n${body}`],
    ["in with and parentheses", (body: string) => `{ lib, ... }: with lib; (${body})`],
    ["in config", (body: string) => `{ lib, ... }:\n{\n  imports = [ ];\n  config = ${inner(body)};\n}\n`],
    ["in mkIf", (body: string) => `{ lib, ... }:\n{\n  config = lib.mkIf true ${inner(body)};\n}\n`],
    ["in mkMerge", (body: string) => `{ lib, ... }:\nlib.mkMerge [\n  { imports = [ ]; }\n  ${inner(body)}\n]\n`],
  ])("%s", (_, around) => {
    const body = `{\n  ${DISK}\n  networking.hostName = "x";\n}`;
    expectAdded(around(body), around(body.replace('"x";', `"x";\n  ${RULES}`)));
  });

  test("but not where there is none that is written out", () => {
    const text = `let base = { ${DISK} }; in base // { }\n`;
    const why =
      "The file has no attribute set of a module that sets `disko.devices`, so there is no place for options.";
    expect(after(text, [DB, SCRUB])).toEqual({ text, why: [`0: ${why}`, `1: ${why}`] });
  });
});

test("what is set to something else stays, and the rest is written", () => {
  const text = `{\n  ${DISK}\n  systemd.tmpfiles.rules = common;\n}\n`;
  const answer = after(`let common = [ ]; in ${text}`, [DB, SCRUB]);
  expect(answer).toEqual({
    text: `let common = [ ]; in {\n  ${DISK}\n  systemd.tmpfiles.rules = common;\n  services.btrfs.autoScrub = {\n    enable = true;\n  };\n}\n`,
    why: ["0: `systemd.tmpfiles.rules` has a value already that cannot be added to."],
  });
});
