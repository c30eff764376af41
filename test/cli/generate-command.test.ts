// What `generate` does with each answer of the engine: what is asked, what is written, and the exit codes.
import { existsSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import type { GenerateResult } from "../../server/core/engine.ts";
import { A_CHANGE, decision, NO_TOOLS, place, plan, planned, replacing } from "./answers.ts";
import { workspace } from "./program.ts";
import { type Staged, staged } from "./staged.ts";

let folder = "";
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const at = (name: string): string => join(folder, name);
const read = (name: string): string => readFileSync(at(name), "utf8");

function generate(words: readonly string[], answer: () => GenerateResult): Promise<Staged> {
  return staged(["generate", ...words], { folder, generate: answer });
}

const change = decision("compression:root", { changes: [A_CHANGE] });
const common = { read: [], pending: [], problems: [] };

describe("what the flags say arrives", () => {
  test("none", async () => {
    folder = workspace({ "disko.nix": "1" });
    const { asked } = await generate(["disko.nix"], () => planned({ text: "1" }));
    expect(asked).toEqual([
      {
        path: at("disko.nix"),
        settings: {
          kernel: undefined,
          rules: {},
          selection: { tools: [], exclude: [], projects: [], workload: { intensity: {} } },
        },
        options: { accept: [], skip: [], fresh: { device: undefined, luks: false, swap: undefined } },
      },
    ]);
  });

  test("all", async () => {
    folder = workspace({ "disko.nix": "1" });
    const words =
      "disko.nix --host atlas --tool ccache --tool podman --exclude firefox --priority space --environment production --target install --kernel 6.12 --module --project ~/src --project /srv/code/ --accept a --accept b --skip c --device /dev/vda --luks --swap 16G";
    const decisions = ["a", "b", "c"].map((id) => decision(id));
    const { asked, code } = await generate(words.split(" "), () => planned({ text: "1", plan: plan(decisions) }));
    expect(code).toBe(0);
    expect(asked).toEqual([
      {
        path: at("disko.nix"),
        settings: {
          kernel: { major: 6, minor: 12 },
          rules: {},
          selection: {
            host: "atlas",
            tools: ["ccache", "podman"],
            exclude: ["firefox"],
            projects: ["~/src", "/srv/code"],
            priority: "space",
            environment: "production",
            target: "install",
            module: true,
            workload: { intensity: {} },
          },
        },
        options: { accept: ["a", "b"], skip: ["c"], fresh: { device: "/dev/vda", luks: true, swap: "16G" } },
      },
    ]);
  });

  test("--standalone is no module", async () => {
    folder = workspace({ "disko.nix": "1" });
    const { asked } = await generate(["disko.nix", "--standalone"], () => planned({ text: "1" }));
    expect(asked[0]?.settings.selection.module).toBe(false);
  });
});

describe("--write", () => {
  const twoFiles = () => {
    folder = workspace({ "disko.nix": "zstd:3\n", "lib/options.nix": "nodatacow\n" });
    return () =>
      planned({
        plan: plan([change]),
        carriedOut: [change],
        edits: [
          replacing(at("disko.nix"), "zstd:3\n", "3", "1"),
          replacing(at("lib/options.nix"), "nodatacow\n", "nodatacow", "noatime"),
        ],
        text: "zstd:1\n",
      });
  };

  test("writes every file that changes, and says which", async () => {
    const answer = twoFiles();
    const { code, stdout, stderr } = await generate(["disko.nix", "--write"], answer);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "Wrote disko.nix.\nWrote lib/options.nix.\n" });
    expect(stderr).toContain("1 decision written to disko.nix and lib/options.nix.\n");
    expect([read("disko.nix"), read("lib/options.nix")]).toEqual(["zstd:1\n", "noatime\n"]);
    expect(readdirSync(folder)).toEqual(["disko.nix", "lib"]);
  });

  test("without it nothing is written, and the other file is named", async () => {
    const answer = twoFiles();
    const { stdout, stderr } = await generate(["disko.nix"], answer);
    expect(stdout).toBe("zstd:1\n");
    expect(stderr).toContain("The text above is disko.nix alone; --diff shows lib/options.nix too.\n");
    const diff = await generate(["disko.nix", "--diff"], answer);
    expect(diff.stdout.match(/^[-+].*/gm)).toEqual([
      "--- a/disko.nix",
      "+++ b/disko.nix",
      "-zstd:3",
      "+zstd:1",
      "--- a/lib/options.nix",
      "+++ b/lib/options.nix",
      "-nodatacow",
      "+noatime",
    ]);
    expect([read("disko.nix"), read("lib/options.nix")]).toEqual(["zstd:3\n", "nodatacow\n"]);
  });

  test("from another folder the diff says where to apply it", async () => {
    const answer = twoFiles();
    const { stdout, stderr } = await staged(["generate", "../disko.nix", "--diff"], {
      folder: at("lib"),
      generate: answer,
    });
    expect(stdout).toContain("--- a/lib/options.nix\n");
    expect(stderr).toContain("The paths of the diff begin in ..: apply it there.\n");
  });

  test("a file that somebody changes meanwhile keeps what they wrote, and the other file is left too", async () => {
    const answer = twoFiles();
    const slow = () => {
      writeFileSync(at("disko.nix"), "theirs\n");
      return answer();
    };
    const { code, stdout, stderr } = await generate(["disko.nix", "--write"], slow);
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: "",
      stderr: "disko-toolstack: disko.nix: nothing was written: it was changed meanwhile\n",
    });
    expect([read("disko.nix"), read("lib/options.nix")]).toEqual(["theirs\n", "nodatacow\n"]);
  });

  test("all files or none: two names of one file", async () => {
    const answer = twoFiles();
    rmSync(at("lib/options.nix"));
    symlinkSync("../disko.nix", at("lib/options.nix"));
    const same = () =>
      planned({
        ...answer(),
        edits: [at("disko.nix"), at("lib/options.nix")].map((path) => replacing(path, "zstd:3\n", "3", "1")),
      });
    const { code, stderr } = await generate(["disko.nix", "--write"], same);
    expect(code).toBe(2);
    expect(stderr).toMatch(/lib\/options\.nix: nothing was written: it is the same file as .*disko\.nix\n$/);
    expect(read("disko.nix")).toBe("zstd:3\n");
  });

  test("nothing to change: the file is not touched", async () => {
    folder = workspace({ "disko.nix": "1" });
    const { code, stdout, stderr } = await generate(["disko.nix", "--write"], () =>
      planned({ text: "1", plan: plan([decision("compression:root")]) }),
    );
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toContain("Nothing to change.\n");
  });

  test("what could be written is, and exit code 1 says that not all could", async () => {
    folder = workspace({ "disko.nix": "1" });
    const answer = () =>
      planned({
        plan: plan([change]),
        carriedOut: [change],
        edits: [replacing(at("disko.nix"), "1", "1", "2")],
        notWritten: [{ decision: "scrub:root", at: undefined, why: "It is made by a function.", snippet: "x = 1;" }],
        text: "2",
      });
    expect(await generate(["disko.nix", "--write"], answer)).toMatchObject({ code: 1, stdout: "Wrote disko.nix.\n" });
    expect(read("disko.nix")).toBe("2");
  });

  test("stdout and --write give the same bytes: \\r\\n and byte order mark stay", async () => {
    folder = workspace({ "disko.nix": "\ufeff1\r\n" });
    const answer = () => planned({ edits: [replacing(at("disko.nix"), "1\r\n", "1", "2\n3")], text: "2\n3\r\n" });
    const { stdout } = await generate(["disko.nix"], answer);
    await generate(["disko.nix", "--write"], answer);
    expect(stdout).toBe("\ufeff2\r\n3\r\n");
    expect(read("disko.nix")).toBe(stdout);
  });
});

describe("a file that is not there", () => {
  const fresh = () =>
    planned({ edits: [{ path: at("new.nix"), span: { start: 0, end: 0 }, newText: "{ }\n" }], text: "{ }\n" });

  test("without a disk nothing can be said", async () => {
    folder = workspace({});
    expect(await generate(["new.nix"], fresh)).toMatchObject({
      code: 2,
      stdout: "",
      stderr: "disko-toolstack: new.nix: no such file. --device /dev/disk/by-id/… makes a new layout\n",
      asked: [],
    });
  });

  test("with a disk it is printed, shown, or made", async () => {
    folder = workspace({});
    const words = ["new.nix", "--device", "/dev/vda"];
    expect(await generate(words, fresh)).toMatchObject({ code: 0, stdout: "{ }\n" });
    expect(await generate([...words, "--diff"], fresh)).toMatchObject({
      code: 0,
      stdout: "--- /dev/null\n+++ b/new.nix\n@@ -0,0 +1,1 @@\n+{ }\n",
    });
    expect(existsSync(at("new.nix"))).toBe(false);
    expect(await generate([...words, "--write"], fresh)).toMatchObject({ code: 0, stdout: "Wrote new.nix.\n" });
    expect(read("new.nix")).toBe("{ }\n");
    expect(readdirSync(folder)).toEqual(["new.nix"]);
  });

  test("where there is a layout already, nobody needs the disk; that is said", async () => {
    folder = workspace({ "disko.nix": "1" });
    const stage = { folder, generate: () => planned({ text: "1" }), hasLayout: true };
    const { code, stdout, stderr } = await staged(["generate", "disko.nix", "--swap", "1G"], stage);
    expect({ code, stdout }).toEqual({ code: 0, stdout: "1" });
    expect(stderr).toContain("disko.nix: it has a layout already, so --device, --luks and --swap are not used\n");
  });

  test("in a folder that is not there either", async () => {
    folder = workspace({});
    const answer = () =>
      planned({ edits: [{ path: at("gone/new.nix"), span: { start: 0, end: 0 }, newText: "{ }\n" }], text: "{ }\n" });
    const { code, stderr } = await generate(["gone/new.nix", "--device", "/dev/vda", "--write"], answer);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: "disko-toolstack: gone/new.nix: nothing was written: no such file or folder\n",
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe("what only the user can say", () => {
  test.each<[what: string, words: string[], answer: GenerateResult, stderr: string]>([
    [
      "several hosts",
      [],
      { ...common, kind: "which-host", hosts: ["atlas", "borealis"] },
      "disko.nix: several hosts use it; choose one with --host: atlas or borealis",
    ],
    [
      "a host that is not there",
      ["--host", "atals"],
      { ...common, kind: "which-host", hosts: ["atlas", "borealis"] },
      'disko.nix: no host "atals". Did you mean atlas? There is atlas and borealis',
    ],
    [
      "a file without a layout",
      [],
      { ...common, kind: "needs-device", host: undefined, toolstack: NO_TOOLS },
      "disko.nix: it has no layout yet. Name the disk with --device /dev/disk/by-id/…; --luks encrypts it, --swap 16G makes a swap file",
    ],
    [
      "a decision that is not there",
      ["--accept", "compresion:root"],
      planned({ plan: plan([change]) }),
      'the plan has no decision "compresion:root". Did you mean compression:root? There is compression:root',
    ],
    [
      "a tool that nobody knows",
      ["--tool", "postgres"],
      planned({
        problems: [{ at: undefined, message: "No tool is called `postgres`. Did you mean `postgresql`?" }],
        edits: [],
      }),
      "No tool is called `postgres`. Did you mean `postgresql`?",
    ],
  ])("%s", async (_, words, answer, stderr) => {
    folder = workspace({ "disko.nix": "1" });
    const result = await generate(["disko.nix", ...words], () => answer);
    expect(result).toMatchObject({ code: 2, stdout: "", stderr: `disko-toolstack: ${stderr}\n` });
  });
});

describe("nothing can be generated", () => {
  const refused = (): GenerateResult => ({
    ...common,
    kind: "refused",
    at: place(at("disko.nix"), 2),
    why: "The file is not valid Nix here.",
  });

  test("the place and the reason, exit code 1", async () => {
    folder = workspace({ "disko.nix": "{ = }" });
    expect(await generate(["disko.nix", "--write"], refused)).toMatchObject({
      code: 1,
      stdout: "",
      stderr: "disko-toolstack: disko.nix:1:3: The file is not valid Nix here.\n",
    });
  });

  test("JSON says it too", async () => {
    folder = workspace({ "disko.nix": "{ = }" });
    const { code, stdout } = await generate(["disko.nix", "--format", "json"], refused);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual({
      version: 1,
      file: "disko.nix",
      host: null,
      decisions: [],
      notDone: [],
      refusals: [
        { at: { path: "disko.nix", line: 1, column: 3 }, why: "The file is not valid Nix here.", snippet: null },
      ],
      notWritten: [],
      edits: [],
    });
  });
});

describe("a project file that is wrong", () => {
  const answer = () =>
    planned({
      problems: [{ at: place(at(".disko-toolstack.yaml"), 7), message: "No priority is called `fast`." }],
      edits: [replacing(at("disko.nix"), "1", "1", "2")],
      text: "2",
    });

  test("is said with its place; the rest of it still counts", async () => {
    folder = workspace({ "disko.nix": "1", ".disko-toolstack.yaml": "host: a\npriority: fast\n" });
    const { code, stdout, stderr } = await generate(["disko.nix"], answer);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "2" });
    expect(stderr).toMatch(/^disko-toolstack: \.disko-toolstack\.yaml:1:8: No priority is called `fast`\.\n/);
  });

  test("nothing is written on half of what the user said", async () => {
    folder = workspace({ "disko.nix": "1", ".disko-toolstack.yaml": "host: a\npriority: fast\n" });
    const { code, stdout, stderr } = await generate(["disko.nix", "--write"], answer);
    expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
    expect(stderr).toMatch(/\ndisko-toolstack: disko\.nix: nothing was written, because of the above\n$/);
    expect(read("disko.nix")).toBe("1");
  });
});

describe("wrong usage", () => {
  test.each<[words: string[], stderr: string]>([
    [["."], ".: it is a folder: name the file that defines disko.devices"],
    [[""], "an empty FILE was given"],
    [["disko.nix", "--write", "--diff"], "option '--write' cannot be used with option '--diff' (see --help)"],
    [
      ["disko.nix", "--module", "--standalone"],
      "option '--module' cannot be used with option '--standalone' (see --help)",
    ],
    [["disko.nix", "--host", ""], "option '--host <name>' argument '' is invalid. It must not be empty. (see --help)"],
    [
      ["disko.nix", "--priority", "fast"],
      "option '--priority <priority>' argument 'fast' is invalid. Allowed choices are performance, balanced, durability, space. (see --help)",
    ],
    [
      ["disko.nix", "--project", "src"],
      "option '--project <dir>' argument 'src' is invalid. It must be absolute, or begin with '~/' (in quotes, so that it stays as it is). (see --help)",
    ],
    [
      ["disko.nix", "--device", "vda"],
      "option '--device <path>' argument 'vda' is invalid. It must be a path below /dev, without blanks and quotes: /dev/disk/by-id/nvme-… (see --help)",
    ],
    [
      ["disko.nix", "--swap", "lots"],
      "option '--swap <size>' argument 'lots' is invalid. It must look like 16G. (see --help)",
    ],
    [
      ["disko.nix", "--accept", "scrub", "--skip", "scrub"],
      '"scrub" is named by --accept and by --skip: keep one of them',
    ],
    [[], "missing required argument 'file' (see --help)"],
  ])("%j", async (words, stderr) => {
    folder = workspace({ "disko.nix": "1" });
    const result = await staged(["generate", ...words], { folder });
    expect(result).toEqual({ code: 2, stdout: "", stderr: `disko-toolstack: ${stderr}\n`, asked: [] });
  });

  test("an exception in the engine is one line, and nothing is written", async () => {
    folder = workspace({ "disko.nix": "1" });
    const { code, stdout, stderr } = await generate(["disko.nix", "--write"], () => {
      throw new Error("oh\nno");
    });
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: "",
      stderr: "disko-toolstack: disko.nix: internal error, please report it: oh no\n",
    });
  });
});
