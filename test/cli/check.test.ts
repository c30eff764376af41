import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { diskoFile, program, type Run, type RunOptions, workspace } from "./program.ts";
import { JsonReport } from "./report-schema.ts";

let folder = "";
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function check(words: readonly string[], options: RunOptions = {}): Promise<Run> {
  return program(["check", ...words], { cwd: folder, ...options });
}

async function checkJson(words: readonly string[]): Promise<JsonReport & { readonly code: number | null }> {
  const { code, stdout, stderr } = await check([...words, "--format", "json"]);
  expect(stderr).toBe("");
  return { ...JsonReport.parse(JSON.parse(stdout)), code };
}

const read = (name: string): string => readFileSync(join(folder, name), "utf8");

/** One error with a safe fix, one warning with a safe fix. */
const FAULTY = diskoFile(`              "@" = {
                mountpoint = "/";
                mountOptions = [ "compress=zstd:19" ]; # as strong as it gets
              };
              "@log" = { mountPoint = "/var/log"; };`);
const FIXED = FAULTY.replace("zstd:19", "zstd:15").replace("mountPoint", "mountpoint");
const GOOD = diskoFile(`"@" = { mountpoint = "/"; mountOptions = [ "compress=zstd" ]; };`);
const WARNING = diskoFile(`"@" = { mountpoint = "/"; mountOptions = [ "compress=zstd:19" ]; };`);

describe("text", () => {
  test("place, severity, code, message, the line underlined, related places, fixes, a summary", async () => {
    folder = workspace({ "disko.nix": FAULTY, "hosts/b/other.nix": WARNING, "flake.nix": "{ }" });
    const { code, stdout, stderr } = await check([]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toMatchInlineSnapshot(`
      "disko.nix:15:34: warning DSK203: btrfs reads \`compress=zstd:19\` as \`compress=zstd:15\`: zstd has the levels -15 to 15. Write \`compress=zstd:15\`, or what was meant.
       15 |                 mountOptions = [ "compress=zstd:19" ]; # as strong as it gets
          |                                  ^^^^^^^^^^^^^^^^^^
          = fix: Write \`compress=zstd:15\` (--fix does it)

      disko.nix:17:26: error DSK101: Subvolume \`@log\` has no attribute \`mountPoint\`, so disko refuses the whole layout. Did you mean \`mountpoint\`?
       17 |               "@log" = { mountPoint = "/var/log"; };
          |                          ^^^^^^^^^^
          = fix: Rename to \`mountpoint\` (--fix does it)

      hosts/b/other.nix:13:44: warning DSK203: btrfs reads \`compress=zstd:19\` as \`compress=zstd:15\`: zstd has the levels -15 to 15. Write \`compress=zstd:15\`, or what was meant.
       13 | "@" = { mountpoint = "/"; mountOptions = [ "compress=zstd:19" ]; };
          |                                            ^^^^^^^^^^^^^^^^^^
          = fix: Write \`compress=zstd:15\` (--fix does it)

      1 error, 2 warnings in 2 files; --fix resolves 3.
      "
    `);
  });

  test("colours in a terminal or where they are forced, not in a pipe, never with NO_COLOR", async () => {
    folder = workspace({ "disko.nix": WARNING });
    const colour = "\u001b[";
    const plainText = (await check([])).stdout;
    expect(plainText).not.toContain(colour);
    const painted = (await check([], { env: { FORCE_COLOR: "1" } })).stdout;
    expect(painted).toContain(`${colour}33m`);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
    expect(painted.replace(/\u001b\[\d+m/g, "")).toBe(plainText);
    expect((await check([], { env: { FORCE_COLOR: "1", NO_COLOR: "1" } })).stdout).toBe(plainText);
  });

  test("in a real terminal", () => {
    folder = workspace({ "disko.nix": WARNING });
    const command = `${process.execPath} ${program.path} check`;
    const inTerminal = (env: Record<string, string>): string => {
      const options = {
        cwd: folder,
        encoding: "utf8",
        env: { PATH: process.env.PATH ?? "", TERM: "xterm", ...env },
      } as const;
      return execFileSync("script", ["--quiet", "--return", "--command", command, "/dev/null"], options);
    };
    expect(inTerminal({})).toContain("\u001b[33m");
    expect(inTerminal({ NO_COLOR: "1" })).not.toContain("\u001b[");
    expect(inTerminal({ TERM: "dumb" })).not.toContain("\u001b[");
  });

  test("what a file says cannot steer the terminal", async () => {
    folder = workspace({ "disko.nix": diskoFile(`"@\u001b[2J" = { mountpont = "/\u202e"; };`) });
    const { stdout } = await check(["disko.nix"]);
    expect(stdout).toContain("@\ufffd[2J");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: none of these may arrive
    expect(stdout).not.toMatch(/[\u001b\u202e]/);
  });
});

describe("JSON", () => {
  test("follows its contract to the letter", async () => {
    folder = workspace({ "hosts/a/disko.nix": WARNING });
    const { findings, summary, version, code } = await checkJson(["hosts"]);
    expect({ version, code }).toEqual({ version: 1, code: 0 });
    expect(findings).toEqual([
      {
        path: "hosts/a/disko.nix",
        code: "DSK203",
        rule: "clamped-mount-option-value",
        severity: "warning",
        consequence: "silent",
        message: expect.stringContaining("compress=zstd:15"),
        range: { start: { line: 13, column: 44 }, end: { line: 13, column: 62 } },
        related: [],
        fixes: [{ title: "Write `compress=zstd:15`", safe: true }],
      },
    ]);
    expect(summary).toEqual({
      errors: 0,
      warnings: 1,
      infos: 0,
      hints: 0,
      checkedFiles: 1,
      diskoFiles: 1,
      fixed: 0,
      complete: true,
    });
  });

  test("paths are relative to the working folder, upwards too", async () => {
    folder = workspace({ "a/disko.nix": WARNING, "b/x": "" });
    const { stdout } = await program(["check", "../a", "--format", "json"], { cwd: join(folder, "b") });
    expect(JsonReport.parse(JSON.parse(stdout)).findings.map(({ path }) => path)).toEqual(["../a/disko.nix"]);
  });

  test("columns are those of an editor: UTF-16, CRLF, tabs as one", async () => {
    folder = workspace({ "disko.nix": WARNING.replaceAll("\n", "\r\n").replace('"@" =', '\t/* 🎉 */ "@" =') });
    const [finding] = (await checkJson(["."])).findings;
    expect(finding?.range.start).toEqual({ line: 13, column: 44 + "\t/* 🎉 */ ".length });
  });
});

describe("exit codes", () => {
  test.each<[what: string, nix: string, words: string[], code: number]>([
    ["nothing", GOOD, [], 0],
    ["a warning", WARNING, [], 0],
    ["an error", FAULTY, [], 1],
    ["as many warnings as allowed", WARNING, ["--max-warnings", "1"], 0],
    ["more warnings than allowed", WARNING, ["--max-warnings", "0"], 1],
    ["no warning allowed, none found", GOOD, ["--max-warnings", "0"], 0],
  ])("%s", async (_, nix, words, code) => {
    folder = workspace({ "disko.nix": nix });
    expect(await check(words)).toMatchObject({ code, stderr: "" });
  });
});

test("--kernel decides which options exist", async () => {
  folder = workspace({ "disko.nix": diskoFile(`"@" = { mountpoint = "/"; mountOptions = [ "inode_cache" ]; };`) });
  expect((await checkJson(["--kernel", "6.18"])).findings.map(({ code }) => code)).toEqual(["DSK205"]);
  expect((await checkJson(["--kernel", "4.19"])).findings.map(({ code }) => code)).toEqual([]);
});

test("# disko-ignore is honoured", async () => {
  folder = workspace({
    "disko.nix": WARNING.replace(/( "@" = .*;)/, "$1").replace("]; };", "]; }; # disko-ignore DSK203"),
  });
  expect((await checkJson([])).findings).toEqual([]);
});

describe("imported files", () => {
  const importing = diskoFile(`"@" = { mountpoint = "/"; mountOptions = import ../options.nix; };`);
  const files = {
    "options.nix": '# shared\n[ "compress=zstd:19" ]\n',
    "hosts/a.nix": importing,
    "hosts/b.nix": importing,
  };

  test("a finding stands in the file it is in, once for all that import it", async () => {
    folder = workspace(files);
    const { findings } = await checkJson(["."]);
    expect(findings.map(({ path, range }) => [path, range.start.line])).toEqual([["options.nix", 2]]);
  });

  test("--fix writes them where they lie inside a given PATH", async () => {
    folder = workspace(files);
    expect(await check([".", "--fix"])).toMatchObject({
      code: 0,
      stdout: "Fixed 1 problem.\nNo problems in 2 disko files (3 checked).\n",
    });
    expect(read("options.nix")).toBe('# shared\n[ "compress=zstd:15" ]\n');
  });

  test("--fix leaves them where they lie outside", async () => {
    folder = workspace(files);
    const { code, stdout } = await check(["hosts", "--fix"]);
    expect(code).toBe(0);
    expect(stdout).toContain("Fixed 0 problems.\n1 warning in 1 file");
    expect(read("options.nix")).toBe(files["options.nix"]);
  });
});

describe("--fix", () => {
  test("writes what is safe and reports what remains", async () => {
    folder = workspace({ "disko.nix": FAULTY.replace('size = "100%"', 'size = "50%"') });
    const { code, stdout, stderr } = await check(["--fix"]);
    expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
    expect(stdout).toMatch(/^disko\.nix:8:16: error DSK106: .*\n(.*\n)+Fixed 2 problems\.\n1 error in 1 file\.\n$/);
    expect(read("disko.nix")).toBe(FIXED.replace('size = "100%"', 'size = "50%"'));
  });

  test("a second run has nothing to do and does not touch the file", async () => {
    folder = workspace({ "disko.nix": FAULTY });
    expect(await check(["--fix"])).toMatchObject({ code: 0 });
    const before = statSync(join(folder, "disko.nix")).ino;
    expect(await check(["--fix"])).toMatchObject({
      code: 0,
      stdout: "Fixed 0 problems.\nNo problems in 1 disko file (1 checked).\n",
    });
    expect(statSync(join(folder, "disko.nix")).ino).toBe(before);
  });

  test("keeps line ends, byte order mark, mode and links, leaves no draft behind", async () => {
    folder = workspace({ "real/disko.nix": `\ufeff${FAULTY.replaceAll("\n", "\r\n")}` });
    chmodSync(join(folder, "real/disko.nix"), 0o600);
    symlinkSync("real/disko.nix", join(folder, "disko.nix"));
    expect(await check(["disko.nix", "--fix"])).toMatchObject({ code: 0 });
    expect(read("real/disko.nix")).toBe(`\ufeff${FIXED.replaceAll("\n", "\r\n")}`);
    expect(statSync(join(folder, "real/disko.nix")).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, "real"))).toEqual(["disko.nix"]);
  });

  test("a link in the given folder to a file outside of it is left alone", async () => {
    folder = workspace({ "outside/disko.nix": FAULTY, "inside/x": "" });
    symlinkSync("../outside/disko.nix", join(folder, "inside/disko.nix"));
    const { stdout } = await check(["inside", "--fix"]);
    expect(stdout).toContain("Fixed 0 problems.");
    expect(read("outside/disko.nix")).toBe(FAULTY);
  });

  test("JSON tells how many", async () => {
    folder = workspace({ "disko.nix": FAULTY });
    expect((await checkJson(["--fix"])).summary).toMatchObject({ fixed: 2, errors: 0, warnings: 0 });
  });

  test("a file that may not be written is said, and left as it is", async () => {
    folder = workspace({ "disko.nix": FAULTY });
    chmodSync(folder, 0o755);
    chmodSync(join(folder, "disko.nix"), 0o444);
    const ordinaryUser = process.getuid?.() === 0 ? { uid: 65534 } : {};
    const { code, stdout, stderr } = await check(["--fix"], ordinaryUser);
    expect({ code, stderr }).toEqual({ code: 2, stderr: "disko-toolstack: disko.nix: not fixed: permission denied\n" });
    expect(stdout).toContain("Fixed 0 problems.\n1 error, 1 warning in 1 file");
    expect(read("disko.nix")).toBe(FAULTY);
  });
});

test("a folder with thousands of other files is silent and quick", async () => {
  folder = workspace({ "disko.nix": GOOD });
  for (let i = 0; i < 30; i++) {
    mkdirSync(join(folder, `pkgs/${i}`), { recursive: true });
    for (let j = 0; j < 100; j++)
      writeFileSync(join(folder, `pkgs/${i}/${j}.nix`), "{ stdenv, ... }: stdenv.mkDerivation { }\n");
  }
  const { code, stdout } = await check(["."]);
  expect({ code, stdout }).toEqual({ code: 0, stdout: "No problems in 1 disko file (3001 checked).\n" });
});
