// Broken input is Tuesday: whatever a file holds, the program ends, says which file and why, and shows no stack.
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { diskoFile, program, type Run, type RunOptions, workspace } from "./program.ts";
import { JsonReport } from "./report-schema.ts";

let folder = "";
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** As a user without rights over others' files: root may read everything. */
const ORDINARY_USER = process.getuid?.() === 0 ? { uid: 65534 } : {};

const GOOD = diskoFile(`"@" = { mountpoint = "/"; mountOptions = [ "compress=zstd" ]; };`);

async function check(words: readonly string[], options: RunOptions = {}): Promise<Run> {
  const result = await program(["check", ...words], { cwd: folder, ...options });
  expectNoStack(result);
  return result;
}

function expectNoStack({ stdout, stderr, signal }: Run): void {
  expect(`${stdout}\n${stderr}`).not.toMatch(/^\s+at .*[:(]|node:internal|\.cjs:\d|internal error/m);
  expect(signal).toBe(null);
}

describe("what cannot be read is one line on stderr and exit code 2", () => {
  test.each<[what: string, content: string | Uint8Array, why: string]>([
    ["binary junk", new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 1, 2, 0xff]), "it is not text (it has a zero byte)"],
    ["latin-1 text", new Uint8Array([0x23, 0x20, 0xe4, 0xf6, 0x0a]), "it is not text (not valid UTF-8)"],
    ["a file of 3 MiB", "# disko\n".repeat(393_216), "it is larger than 2.0 MiB (3.0 MiB)"],
  ])("%s", async (_, content, why) => {
    folder = workspace({ "disko.nix": content, "good.nix": GOOD });
    for (const paths of [["disko.nix"], ["."]]) {
      const { code, stdout, stderr } = await check(paths);
      expect({ code, stderr }).toEqual({ code: 2, stderr: `disko-toolstack: disko.nix: ${why}\n` });
      expect(stdout).toBe(paths[0] === "." ? "No problems in 1 disko file (1 checked).\n" : "Nothing was checked.\n");
    }
  });

  test("a file that is not there, named with one that is", async () => {
    folder = workspace({ "good.nix": GOOD });
    const { code, stdout, stderr } = await check(["missing.nix", "good.nix"]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: "disko-toolstack: missing.nix: no such file or folder\n" });
    expect(stdout).toBe("No problems in 1 disko file (1 checked).\n");
  });

  test("a file and a folder without permission", async () => {
    folder = workspace({ "closed.nix": GOOD, "closed/a.nix": GOOD, "good.nix": GOOD });
    chmodSync(folder, 0o755);
    for (const name of ["closed.nix", "closed"]) chmodSync(join(folder, name), 0);
    const { code, stdout, stderr } = await check(["."], ORDINARY_USER);
    chmodSync(join(folder, "closed"), 0o755);
    expect(code).toBe(2);
    expect(stderr.split("\n").sort()).toEqual([
      "",
      "disko-toolstack: closed.nix: permission denied",
      "disko-toolstack: closed: permission denied",
    ]);
    expect(stdout).toBe("No problems in 1 disko file (1 checked).\n");
  });

  test("a pipe that nobody writes to", async () => {
    folder = workspace({});
    execFileSync("mkfifo", [join(folder, "pipe.nix")]);
    const { code, stderr } = await check(["pipe.nix"]);
    expect({ code, stderr }).toEqual({ code: 2, stderr: "disko-toolstack: pipe.nix: it is not a regular file\n" });
  });

  test("a link to itself", async () => {
    folder = workspace({});
    symlinkSync("loop.nix", join(folder, "loop.nix"));
    const { code, stderr } = await check(["loop.nix"]);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "disko-toolstack: loop.nix: its symbolic links go in circles\n",
    });
  });

  test("JSON says that the report is not complete", async () => {
    folder = workspace({ "good.nix": GOOD });
    const { stdout } = await check(["missing.nix", "good.nix", "--format", "json"]);
    expect(JsonReport.parse(JSON.parse(stdout)).summary).toMatchObject({ complete: false, diskoFiles: 1 });
  });
});

describe("nothing to say, exit code 0", () => {
  test.each<[what: string, files: Record<string, string>, paths: string[], stdout: string]>([
    ["an empty folder", {}, ["."], "No Nix files to check.\n"],
    ["a folder without Nix files", { "readme.md": "disko" }, ["."], "No Nix files to check.\n"],
    [
      "files that are not disko are silent in a folder",
      { "a.nix": "{ }", "b.nix": "x: x" },
      ["."],
      "No disko files found (2 checked).\n",
    ],
    [
      "a named file that is not disko is said",
      { "a.nix": "{ }" },
      ["a.nix"],
      "a.nix was not checked: no disko.devices that can be known from the file itself.\nNo disko files found (1 checked).\n",
    ],
    [
      "an empty file",
      { "a.nix": "" },
      ["a.nix"],
      "a.nix was not checked: no disko.devices that can be known from the file itself.\nNo disko files found (1 checked).\n",
    ],
    [
      "a broken file that is not disko, in a folder",
      { "a.nix": "{ x = ;" },
      ["."],
      "No disko files found (1 checked).\n",
    ],
    ["a good file", { "disko.nix": GOOD }, ["disko.nix"], "No problems in 1 disko file (1 checked).\n"],
    [
      "a good file with CRLF",
      { "disko.nix": GOOD.replaceAll("\n", "\r\n") },
      ["."],
      "No problems in 1 disko file (1 checked).\n",
    ],
    ["a good file called anything", { disko: GOOD }, ["disko"], "No problems in 1 disko file (1 checked).\n"],
    [
      "a value that refers to itself",
      { "a.nix": "let x = x; in { disko.devices.disk = x; }" },
      ["."],
      "No problems in 1 disko file (1 checked).\n",
    ],
  ])("%s", async (_, files, paths, expected) => {
    folder = workspace(files);
    const { code, stdout, stderr } = await check(paths);
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: expected, stderr: "" });
  });
});

describe("imports that lead nowhere or in circles are findings at their place", () => {
  test.each<[what: string, files: Record<string, string>, place: string, message: RegExp]>([
    [
      "a file that is not there",
      { "a.nix": "{ disko.devices = import ./gone.nix; }" },
      "a.nix:1:19: error DSK107",
      /gone\.nix does not exist/,
    ],
    [
      "a file of junk",
      { "a.nix": "{ disko.devices = import ./b.txt; }", "b.txt": "\0" },
      "a.nix:1:19: info DSK107",
      /b\.txt cannot be read: it is not text/,
    ],
  ])("%s", async (_, files, place, message) => {
    folder = workspace(files);
    const { code, stdout } = await check(["a.nix"]);
    expect(code).toBe(place.includes("error") ? 1 : 0);
    const [first = "", ...rest] = stdout.split("\n").filter((line) => / (error|warning|info|hint) DSK/.test(line));
    expect(first.startsWith(place), first).toBe(true);
    expect(first).toMatch(message);
    expect(rest).toEqual([]);
  });

  test("files that import each other", async () => {
    folder = workspace({ "a.nix": "{ disko.devices = import ./b.nix; }", "b.nix": "(import ./a.nix).disko.devices" });
    const { code, stdout } = await check(["."]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^a\.nix:1:19: error DSK107: .*b\.nix imports itself/);
  });
});

describe("half-typed and odd files end in findings at a place, never in a crash", () => {
  test("a syntax error names file, line and column", async () => {
    folder = workspace({ "disko.nix": GOOD.replace('type = "disk";', 'type = "disk"') });
    const { code, stdout } = await check(["disko.nix"]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/^disko\.nix:\d+:\d+: error DSK100: /);
  });

  test("every prefix of a file", async () => {
    const step = 7;
    const prefixes = Array.from({ length: Math.ceil(GOOD.length / step) }, (_, i) => GOOD.slice(0, i * step));
    folder = workspace(
      Object.fromEntries(prefixes.map((text, i) => [`prefix-${String(i).padStart(3, "0")}.nix`, text])),
    );
    const { code, stderr } = await check(["."]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  });

  test("10,000 lines", async () => {
    const subvolumes = Array.from(
      { length: 10_000 },
      (_, i) => `"@${i}" = { mountpoint = "/srv/${i}"; mountOptions = [ "compress=zstd" ]; };`,
    );
    folder = workspace({
      "disko.nix": diskoFile(
        `"@" = { mountpoint = "/"; mountOptions = [ "compress=zstd" ]; };\n${subvolumes.join("\n")}`,
      ),
    });
    const { code, stdout, stderr } = await check(["disko.nix"]);
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: "No problems in 1 disko file (1 checked).\n",
      stderr: "",
    });
  });

  test("10,000 lines with a finding each", async () => {
    const subvolumes = Array.from(
      { length: 10_000 },
      (_, i) => `"@${i}" = { mountpoint = "/srv/${i}"; mountOptions = [ "compress=zstd" ]; };`,
    );
    folder = workspace({
      "disko.nix": diskoFile(`"@" = { mountpoint = "/"; mountOptions = [ "noatime" ]; };\n${subvolumes.join("\n")}`),
    });
    const { code, stdout, stderr } = await check(["disko.nix", "--format", "json"]);
    const { summary } = JSON.parse(stdout);
    expect({ code, stderr, warnings: summary.warnings }).toEqual({ code: 0, stderr: "", warnings: 10_000 });
  });

  test.each<[what: string, content: string, code: number]>([
    ["that holds itself", 'let content = { type = "luks"; name = "x"; inherit content; }; in content', 1],
    ["made by a function", `let f = n: { type = "luks"; name = "x\${toString n}"; content = f (n + 1); }; in f 0`, 0],
  ])("a layout without end, %s", async (_, content, code) => {
    folder = workspace({
      "disko.nix": `{ disko.devices.disk.main = { type = "disk"; device = "/dev/vda"; content = ${content}; }; }`,
    });
    expect(await check(["disko.nix"])).toMatchObject({ code, stderr: "" });
    const evaluated = await program(["eval", "disko.nix"], { cwd: folder });
    expect(evaluated).toMatchObject({ code: 0, stderr: "" });
    expect(evaluated.stdout).toContain('"$unknown"');
    expect(JSON.parse(evaluated.stdout)).toMatchObject({ disko: { devices: { disk: { main: { type: "disk" } } } } });
  });

  test.each<[what: string, open: string, close: string]>([
    ["lists", "[", "]"],
    ["sets", "{a=", ";}"],
    ["parentheses", "(", ")"],
    ["functions", "x:", ""],
    ["lets", "let a=1;in ", ""],
    ["strings", '"${', '}"'],
  ])("%s nested 5,000 deep", async (_, open, close) => {
    folder = workspace({ "disko.nix": `{ disko.devices.disk.main = ${open.repeat(5_000)}1${close.repeat(5_000)}; }` });
    const { code, stderr } = await check(["disko.nix"]);
    expect(stderr).toBe("");
    expect([0, 1]).toContain(code);
  });

  test("names, paths and text of every alphabet", async () => {
    folder = workspace({ "größe 🎉/дом\n.nix": GOOD.replaceAll("@", "@🎉日本\u202e") });
    const { code, stdout } = await check(["."]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "No problems in 1 disko file (1 checked).\n" });
  });

  test("a reader that has seen enough", async () => {
    const many = Array.from({ length: 3_000 }, (_, i) => `"@${i}" = { mountpont = "/${i}"; };`).join("\n");
    folder = workspace({ "disko.nix": diskoFile(many) });
    const result = await check(["disko.nix"], { hangUpAfter: 100 });
    expect(result.stderr).toBe("");
    expect([0, 1]).toContain(result.code);
  });
});

describe("wrong usage is one line on stderr and exit code 2", () => {
  test.each<[words: string[], stderr: string]>([
    [[], "no command given: check, generate, profile, eval, explain or lsp (--help shows examples)"],
    [["chek"], "unknown command 'chek' (Did you mean check?) (see --help)"],
    [["check", "--fromat", "json"], "unknown option '--fromat' (Did you mean --format?) (see --help)"],
    [
      ["check", "--format", "xml"],
      "option '--format <format>' argument 'xml' is invalid. Allowed choices are text, json, sarif, github. (see --help)",
    ],
    [
      ["check", "--kernel", "six"],
      "option '--kernel <X.Y>' argument 'six' is invalid. It must look like 6.12. (see --help)",
    ],
    [
      ["check", "--max-warnings", "-1"],
      "option '--max-warnings <n>' argument '-1' is invalid. It must be a whole number, 0 or more. (see --help)",
    ],
    [["check", "--kernel"], "option '--kernel <X.Y>' argument missing (see --help)"],
    [["eval"], "missing required argument 'file' (see --help)"],
    [["eval", "a.nix", "b.nix"], "too many arguments for 'eval'. Expected 1 argument but got 2. (see --help)"],
    [
      ["eval", "a.nix", "--args", "[1]"],
      `option '--args <json>' argument '[1]' is invalid. It must be an object of arguments, as in '{"disks":["/dev/vda"]}'. (see --help)`,
    ],
    [
      ["explain", "nonsense"],
      'nothing is known of "nonsense": give a code (DSK204), a rule\'s name, a btrfs mount option, a tool or a category of tools',
    ],
    [["explain", "compres"], 'nothing is known of "compres": did you mean compress or compress-force?'],
    [
      ["explain", "unknown-mount-options"],
      'nothing is known of "unknown-mount-options": did you mean unknown-mount-option?',
    ],
    [["explain", "postgres"], 'nothing is known of "postgres": did you mean postgresql or postgresql-backup?'],
    [["profile", "gone"], "gone: no such file or folder"],
    [["profile", "a", "b"], "too many arguments for 'profile'. Expected 1 argument but got 2. (see --help)"],
    [["generate", "gone.nix"], "gone.nix: no such file. --device /dev/disk/by-id/… makes a new layout"],
    [["lsp"], "required option '--stdio' not specified (see --help)"],
  ])("%j", async (words, stderr) => {
    folder = workspace({});
    const result = await program(words, { cwd: folder });
    expect(result).toEqual({ code: 2, signal: null, stdout: "", stderr: `disko-toolstack: ${stderr}\n` });
  });

  test("--args that is not JSON says where", async () => {
    folder = workspace({});
    const { code, stderr, stdout } = await program(["eval", "a.nix", "--args", "{disks:1}"], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toMatch(/^disko-toolstack: option '--args <json>' argument '\{disks:1\}' is invalid\. .*JSON.*\n$/);
  });

  test("a working folder that is gone", async () => {
    folder = workspace({});
    const gone = join(folder, "gone");
    mkdirSync(gone);
    const shell = `rmdir ${gone} && ${process.execPath} ${program.path} check .`;
    const result = execFileSync("sh", ["-c", `cd ${gone} && ${shell} 2>&1 || echo "exit code $?"`], {
      encoding: "utf8",
    });
    expect(result).toMatch(/^disko-toolstack: \.: no such file or folder\nNothing was checked\.\nexit code 2\n$/);
  });
});
