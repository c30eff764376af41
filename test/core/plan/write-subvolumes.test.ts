/** New subvolumes stand behind the last one, written as the others are. */
import { expect, test } from "vitest";
import type { Change } from "../../../server/core/plan/plan.ts";
import { filesystemOf, options, read, textAfter, write } from "./write-file.ts";

function disk(attributes: string, head = ""): string {
  return `${head}{
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/vda";
    content = {
      type = "btrfs";
      ${attributes}
    };
  };
}
`;
}

interface Wish {
  readonly name?: string;
  readonly mountpoint?: string;
  readonly options?: readonly string[];
  readonly comment?: readonly string[];
  /** Changes of options beside it. */
  readonly changes?: readonly string[];
}

function add(text: string, { name = "@log", mountpoint = "/var/log", comment = [], ...wish }: Wish) {
  const file = read(text, { "/w/subvolumes.nix": `{ "@" = { mountpoint = "/"; }; }` });
  const filesystem = filesystemOf(file);
  const { changes: words = [], options: wanted = ["noatime", "ssd"] } = wish;
  const subvolume: Change = { kind: "subvolume", filesystem, name, mountpoint, options: wanted, comment };
  const changes = words.map((change) => options(file, change));
  const written = write(file, [subvolume, ...changes]);
  return { text: textAfter(file, written), why: written.notWritten.map(({ why }) => why), all: written.notWritten };
}

function expectAdded(before: string, after: string, wish: Wish = {}): void {
  expect(add(before, wish)).toEqual({ text: after, why: [], all: [] });
}

const LOG_LINES = `"@log" = {
          mountpoint = "/var/log";
          mountOptions = [
            "noatime"
            "ssd"
          ];
        };`;
const LOG_LINE = `"@log" = { mountpoint = "/var/log"; mountOptions = [ "noatime" "ssd" ]; };`;

test("on lines where the others have theirs, with the comment above", () => {
  const before = `subvolumes = {
        "@" = {
          mountpoint = "/"; # the root
        };
        # home
        "@home" = {
          mountpoint = "/home";
        }; # behind it
      };`;
  const after = before.replace("# behind it", `# behind it\n        # Logs survive a rollback.\n        ${LOG_LINES}`);
  expectAdded(disk(before), disk(after), { comment: ["Logs survive a rollback."] });
});

test("on one line where the others are", () => {
  const before = `subvolumes = {
        "@" = { mountpoint = "/"; };
      };`;
  expectAdded(disk(before), disk(before.replace('/"; };', `/"; };\n        ${LOG_LINE}`)));
  const short = `subvolumes = { "@" = { mountpoint = "/"; }; };`;
  expectAdded(disk(short), disk(`subvolumes = { "@" = { mountpoint = "/"; }; "@a" = { mountpoint = "/a"; }; };`), {
    name: "@a",
    mountpoint: "/a",
    options: [],
  });
  // What does not fit on the line breaks it.
  expectAdded(disk(short), disk(before.replace('/"; };', `/"; };\n        ${LOG_LINE}`)));
});

test("names have quotes only where they need them, or the others have them", () => {
  const before = `subvolumes = {
        root = { mountpoint = "/"; };
      };`;
  const line = LOG_LINE.replace('"@log"', "log");
  expectAdded(disk(before), disk(before.replace('/"; };', `/"; };\n        ${line}`)), { name: "log" });
});

test("beside each other with dots", () => {
  const before = `subvolumes."@" = { mountpoint = "/"; };
      subvolumes."@home".mountpoint = "/home"; # home
      extraArgs = [ "-f" ];`;
  const line = `subvolumes.${LOG_LINE}`;
  expectAdded(disk(before), disk(before.replace("# home", `# home\n      ${line}`)));
});

test("in the literal part of a set that is put together", () => {
  const head = `let common = { "@" = { mountpoint = "/"; }; }; in `;
  const before = `subvolumes = common // {
        "@home" = { mountpoint = "/home"; };
      };`;
  expectAdded(disk(before, head), disk(before.replace('/home"; };', `/home"; };\n        ${LOG_LINE}`), head));
});

test("where there are none yet", () => {
  const before = `mountpoint = "/";`;
  expectAdded(disk(before), disk(`${before}\n      subvolumes = {\n        ${LOG_LINES}\n      };`));
  expectAdded(disk("subvolumes = { };"), disk(`subvolumes = {\n        ${LOG_LINES}\n      };`));
});

test("with the shared list of all others, if that gives what is wanted in the end", () => {
  const set = (more = ""): string => `subvolumes = {
        "@" = { mountpoint = "/"; mountOptions = common; };${more}
      };`;
  const head = (list: string): string => `let common = [ ${list} ]; in `;
  const shared = `\n        "@log" = { mountpoint = "/var/log"; mountOptions = common; };`;
  const both = head(`"noatime" "ssd"`);
  const one = head(`"noatime"`);
  expectAdded(disk(set(), both), disk(set(shared), both));
  expectAdded(disk(set(), one), disk(set(`\n        ${LOG_LINE}`), one));
  expectAdded(disk(set(), one), disk(set(shared), both), { changes: ["/: +ssd"] });
});

test("with the function that all others call, if that gives what is wanted in the end", () => {
  const head = (list: string): string =>
    `let mk = mountpoint: { inherit mountpoint; mountOptions = [ ${list} ]; }; in `;
  const before = `subvolumes = { "@" = mk "/"; "@home" = mk "/home"; };`;
  const after = `subvolumes = { "@" = mk "/"; "@home" = mk "/home"; "@log" = mk "/var/log"; };`;
  const both = head(`"noatime" "ssd"`);
  expectAdded(disk(before, both), disk(after, both));
  expectAdded(disk(before, head(`"noatime" "x-a"`)), disk(after, head(`"noatime" "x-a" "ssd"`)), {
    changes: ["/: +ssd", "/home: +ssd"],
    options: ["noatime", "x-a", "ssd"],
  });
  // One of them is changed where it is called, so the function no longer gives what all have.
  const own = `subvolumes = {
        "@" = mk "/" // { mountOptions = [ "noatime" "ssd" ]; };
        "@home" = mk "/home";
        "@log" = {
          mountpoint = "/var/log";
          mountOptions = [ "noatime" "ssd" ];
        };
      };`;
  expectAdded(disk(before, head(`"noatime"`)), disk(own, head(`"noatime"`)), { changes: ["/: +ssd"] });
});

test("as a name and a mountpoint where a function makes subvolumes of them", () => {
  const mapped = (list: string, more = ""): string =>
    disk(
      `subvolumes = lib.mapAttrs (_: mountpoint: { inherit mountpoint; mountOptions = [ ${list} ]; }) {
        "@" = "/";
        "@home" = "/home";${more}
      };`,
      "{ lib, ... }: ",
    );
  expectAdded(mapped(`"noatime" "ssd"`), mapped(`"noatime" "ssd"`, `\n        "@log" = "/var/log";`));
  expect(add(mapped(`"noatime"`), {})).toMatchObject({
    text: mapped(`"noatime"`),
    why: ["The subvolumes are made by a function that gives other options."],
  });
});

test.each([
  ["computed", `subvolumes = lib.genAttrs [ "@" ] (_: { mountpoint = "/"; });`, "The set of subvolumes is computed."],
  [
    "in several places",
    `subvolumes = lib.mkMerge [ { "@" = { mountpoint = "/"; }; } { "@home" = { mountpoint = "/home"; }; } ];`,
    "The subvolumes are put together from several places.",
  ],
  [
    "under a condition",
    `subvolumes = lib.mkIf x { "@" = { mountpoint = "/"; }; };`,
    "The subvolumes stand under a condition that is not known.",
  ],
  [
    "in another file",
    "subvolumes = import ./subvolumes.nix;",
    "The set of subvolumes is written in ./subvolumes.nix, which other files may use.",
  ],
])("none where the set is %s: what to write is told", (_, attributes, why) => {
  const text = disk(attributes, "{ lib, x, ... }: ");
  const answer = add(text, { comment: ["Logs survive."] });
  expect(answer.text).toBe(text);
  expect(answer.all).toMatchObject([
    {
      decision: "0",
      why,
      snippet: `# Logs survive.
"@log" = {
  mountpoint = "/var/log";
  mountOptions = [ "noatime" "ssd" ];
};`,
    },
  ]);
});

test("a set that is read by something else, or by another filesystem, stays", () => {
  const head = `let subs = { "@" = { mountpoint = "/"; }; }; in `;
  const other = disk("subvolumes = subs;", `${head}{ environment.etc.x.source = subs; } // `);
  expect(add(other, {})).toMatchObject({ text: other, why: [expect.stringContaining("reads the set")] });
  const twice = `let content = { type = "btrfs"; subvolumes."@" = { mountpoint = "/"; }; }; in {
  disko.devices.disk.a = { type = "disk"; device = "/dev/vda"; inherit content; };
  disko.devices.disk.b = { type = "disk"; device = "/dev/vdb"; inherit content; };
}
`;
  expect(add(twice, {})).toMatchObject({ text: twice, why: [expect.stringContaining("another filesystem")] });
});
