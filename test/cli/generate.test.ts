// `generate` from end to end: the program as it is shipped, on files as users have them.
import { execFileSync } from "node:child_process";
import { copyFileSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { applyEdits } from "../../server/core/text/edit.ts";
import { diskoFile, program, ROOT, type Run, workspace } from "./program.ts";
import { PlanReport } from "./report-schema.ts";

const EXAMPLES = join(ROOT, "test/workspaces/examples");
const BEFORE = readFileSync(join(EXAMPLES, "before.nix"), "utf8");

let folder = "";
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function generate(...words: readonly string[]): Promise<Run> {
  return program(["generate", ...words], { cwd: folder });
}

async function generateJson(...words: readonly string[]): Promise<PlanReport> {
  const { stdout, stderr } = await generate(...words, "--format", "json");
  expect(stderr).toBe("");
  return PlanReport.parse(JSON.parse(stdout));
}

const read = (name: string): string => readFileSync(join(folder, name), "utf8");

const flake = (...hosts: readonly string[]): string => `{
  outputs = { nixpkgs, ... }: {
${hosts.map((name) => `    nixosConfigurations.${name} = nixpkgs.lib.nixosSystem { modules = [ ./${name}.nix ]; };\n`).join("")}  };
}
`;

/** A workstation as a flake, its layout in a file of its own. */
const WORKSTATION = {
  "flake.nix": flake("atlas"),
  "atlas.nix": `{ pkgs, ... }: {
  imports = [ ./disko.nix ];
  services.postgresql.enable = true;
  virtualisation.libvirtd.enable = true;
  virtualisation.podman.enable = true;
  environment.systemPackages = [ pkgs.cargo pkgs.vscode ];
}
`,
  "disko.nix": BEFORE,
};

describe("a workstation that is about to be installed", () => {
  const words = ["disko.nix", "--priority", "performance", "--target", "install"];
  beforeEach(() => {
    folder = workspace(WORKSTATION);
  });

  test("stdout, --diff, JSON and --write say the same", async () => {
    const { code, stdout, stderr } = await generate(...words);
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringContaining("Plan for disko.nix on atlas\n") });
    expect(stdout).not.toBe(BEFORE);
    expect(read("disko.nix")).toBe(BEFORE);

    const json = await generateJson(...words);
    const edits = json.edits.map(({ start, end, newText }) => ({ span: { start, end }, newText }));
    expect(new Set(json.edits.map(({ path }) => path))).toEqual(new Set(["disko.nix"]));
    expect(applyEdits(BEFORE, edits)).toBe(stdout);
    expect(json.text).toBe(stdout);

    const diff = await generate(...words, "--diff");
    copyFileSync(join(folder, "disko.nix"), join(folder, "kept.nix"));
    execFileSync("git", ["apply"], { cwd: folder, input: diff.stdout });
    expect(read("disko.nix")).toBe(stdout);
    copyFileSync(join(folder, "kept.nix"), join(folder, "disko.nix"));

    const written = await generate(...words, "--write");
    expect(written).toMatchObject({ code: 0, stdout: "Wrote disko.nix.\n" });
    expect(read("disko.nix")).toBe(stdout);
  });

  test("every decision that changes something says why, what it costs, and for whom", async () => {
    const { decisions, notDone, host, target, priority } = await generateJson(...words);
    expect({ host, target, priority }).toEqual({ host: "atlas", target: "install", priority: "performance" });
    expect(decisions.filter(({ carriedOut, changes }) => carriedOut && changes > 0)).not.toEqual([]);
    expect(decisions.filter(({ why, cost }) => why.length === 0 || cost === "")).toEqual([]);
    const postgresql = decisions.find(({ id }) => id === "no-copy-on-write:/var/lib/postgresql");
    expect(postgresql).toMatchObject({
      carriedOut: true,
      tools: [{ id: "postgresql", evidence: [{ path: "atlas.nix", line: 3 }] }],
    });
    expect(notDone.map(({ what }) => what).join("\n")).toMatch(/autodefrag/);
  });

  test("a second run changes nothing, and check is silent", async () => {
    await generate(...words, "--write");
    const once = read("disko.nix");
    const { code, stdout, stderr } = await generate(...words, "--write");
    expect({ code, stdout }).toEqual({ code: 0, stdout: "" });
    expect(stderr).toMatch(/Nothing to change\.\n$/);
    expect(read("disko.nix")).toBe(once);
    const checked = await program(["check", "disko.nix", ...words.slice(1)], { cwd: folder });
    expect(checked.stdout).toBe("No problems in 1 disko file (1 checked).\n");
  });

  test("the user's comments stay", async () => {
    const { stdout } = await generate(...words);
    const comments = BEFORE.match(/#.*/g) ?? [];
    expect(comments.filter((comment) => !stdout.includes(comment))).toEqual([]);
  });

  test("--skip leaves a decision out, --exclude a tool", async () => {
    const skipped = await generate(...words, "--skip", "no-copy-on-write:/var/lib/postgresql");
    expect(skipped.stdout).not.toContain("h /var/lib/postgresql");
    expect(skipped.stdout).toContain("h /var/lib/libvirt/images");
    const excluded = await generateJson(...words, "--exclude", "postgresql");
    expect(excluded.decisions.flatMap(({ tools }) => tools.map(({ id }) => id))).not.toContain("postgresql");
  });

  test("the project file says what the flags do not", async () => {
    writeFileSync(join(folder, ".disko-toolstack.yaml"), "exclude: [postgresql]\npriority: durability\n");
    const { priority, decisions } = await generateJson("disko.nix", "--target", "install");
    expect(priority).toBe("durability");
    expect(decisions.flatMap(({ tools }) => tools.map(({ id }) => id))).not.toContain("postgresql");
    expect((await generateJson(...words)).priority).toBe("performance");
  });
});

describe("a workstation that runs", () => {
  test("no mount is added unless it is asked for; then with the steps to do before", async () => {
    folder = workspace(WORKSTATION);
    const words = ["disko.nix", "--priority", "performance", "--target", "running"];
    const { decisions, text } = await generateJson(...words);
    const mountpoints = (nix: string): string[] => nix.match(/mountpoint = "[^"]*"/g) ?? [];
    expect(mountpoints(text)).toEqual(mountpoints(BEFORE));
    const [wanted] = decisions.filter(({ optional, addsMount }) => optional && addsMount);
    expect(wanted?.steps).not.toEqual([]);
    const accepted = await generateJson(...words, "--accept", wanted?.id ?? "");
    expect(mountpoints(accepted.text).length).toBe(mountpoints(BEFORE).length + 1);
  });

  test("is what we take a machine for that nobody speaks of", async () => {
    folder = workspace(WORKSTATION);
    expect(await generateJson("disko.nix")).toMatchObject({ target: "running", chosen: { target: false } });
  });
});

describe("one file for several hosts", () => {
  const two = {
    "flake.nix": flake("atlas", "borealis"),
    "atlas.nix": "{ imports = [ ./disko.nix ]; services.postgresql.enable = true; }",
    "borealis.nix": "{ imports = [ ./disko.nix ]; }",
    "disko.nix": BEFORE,
  };

  test("must be told which", async () => {
    folder = workspace(two);
    expect(await generate("disko.nix")).toEqual({
      code: 2,
      signal: null,
      stdout: "",
      stderr: "disko-toolstack: disko.nix: several hosts use it; choose one with --host: atlas or borealis\n",
    });
  });

  test("and takes the tools of that one", async () => {
    folder = workspace(two);
    const tools = async (host: string) =>
      (await generateJson("disko.nix", "--host", host)).decisions.flatMap((one) => one.tools.map(({ id }) => id));
    expect(await tools("atlas")).toContain("postgresql");
    expect(await tools("borealis")).not.toContain("postgresql");
  });

  test("a name that is near is offered", async () => {
    folder = workspace(two);
    const { code, stdout, stderr } = await generate("disko.nix", "--host", "atals");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("Did you mean atlas?");
  });
});

test("what stands in a file that others may use is left to the user: the place, the reason, what to write", async () => {
  folder = workspace({
    "disko.nix": diskoFile("").replace(/subvolumes = \{\n\n *\};/, "subvolumes = import ./lib/subvolumes.nix;"),
    "lib/subvolumes.nix": '{\n  "@" = {\n    mountpoint = "/";\n    mountOptions = [ "compress=zstd" ];\n  };\n}\n',
  });
  const before = [read("disko.nix"), read("lib/subvolumes.nix")];
  const { code, stdout, stderr } = await generate("disko.nix", "--write", "--priority", "performance", "--standalone");
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toMatch(
    / why +lib\/subvolumes\.nix:4:5: .* \.\/lib\/subvolumes\.nix, which\s+other\s+files\s+may\s+use\./,
  );
  expect(stderr).toContain('mountOptions = [ "compress=zstd:1" "noatime" ];\n');
  expect(stderr).not.toContain(folder);
  expect([read("disko.nix"), read("lib/subvolumes.nix")]).toEqual(before);
});

describe("a new layout", () => {
  const words = ["--device", "/dev/disk/by-id/nvme-EXAMPLE", "--tool", "postgresql"];

  test("asks for the disk", async () => {
    folder = workspace({ "disko.nix": "{ }\n", "empty.nix": "" });
    for (const file of ["disko.nix", "empty.nix"]) {
      const { code, stdout, stderr } = await generate(file);
      expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
      expect(stderr).toContain(`${file}: it has no layout yet. Name the disk with --device`);
    }
  });

  test("a configuration whose layout stands in another file is led there", async () => {
    folder = workspace(WORKSTATION);
    const { code, stdout, stderr } = await generate("atlas.nix");
    expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
    expect(stderr).toContain("atlas.nix: it has no layout of its own. The host's is in disko.nix: name that\n");
  });

  test.each<[what: string, files: Record<string, string>]>([
    ["in a file that has none", { "disko.nix": "{ }\n" }],
    ["in an empty file", { "disko.nix": "" }],
    ["in a file that does not exist", {}],
  ])("%s", async (_, files) => {
    folder = workspace(files);
    const all = ["disko.nix", ...words, "--luks", "--swap", "16G"];
    expect(await generate(...all, "--write")).toMatchObject({ code: 0, stdout: "Wrote disko.nix.\n" });
    expect(readdirSync(folder)).toEqual(["disko.nix"]);
    const text = read("disko.nix");
    for (const part of ["/dev/disk/by-id/nvme-EXAMPLE", '"luks"', '"16G"', '"EF00"', '"btrfs"']) {
      expect(text).toContain(part);
    }
    const checked = await program(["check", "disko.nix"], { cwd: folder });
    expect(checked).toMatchObject({ code: 0, stdout: "No problems in 1 disko file (1 checked).\n" });
    expect(await generate("disko.nix", "--tool", "postgresql", "--target", "install")).toMatchObject({
      code: 0,
      stdout: text,
    });
  });
});

describe("bad input is said and changes nothing", () => {
  test.each<[what: string, files: Record<string, string>, words: string[], code: number, stderr: RegExp]>([
    [
      "a file that is not Nix",
      { "disko.nix": BEFORE.replace("};", "}") },
      ["--write"],
      1,
      /^disko-toolstack: disko\.nix:\d+:\d+: /,
    ],
    [
      "a tool that nobody knows",
      { "disko.nix": BEFORE },
      ["--tool", "postgresq"],
      2,
      /^disko-toolstack: .*postgresq.*did you mean .?postgresql/i,
    ],
    [
      "a project file that is not YAML",
      { "disko.nix": BEFORE, ".disko-toolstack.yaml": "tools: [\n" },
      ["--write"],
      1,
      /^disko-toolstack: \.disko-toolstack\.yaml:\d+:\d+: [\s\S]*nothing was written/,
    ],
    [
      "a tool in the project file that nobody knows",
      { "disko.nix": BEFORE, ".disko-toolstack.yaml": "tools: [postgresq]\n" },
      ["--write"],
      1,
      /^disko-toolstack: \.disko-toolstack\.yaml:1:9: .*postgresq/,
    ],
  ])("%s", async (_, files, words, code, stderr) => {
    folder = workspace(files);
    const result = await generate("disko.nix", ...words);
    expect(result).toMatchObject({ code, stdout: "" });
    expect(result.stderr).toMatch(stderr);
    expect(result.stderr).not.toMatch(/internal error/);
    expect(read("disko.nix")).toBe(files["disko.nix"]);
  });

  test.each<[file: string, code: number, stderr: string]>([
    [".disko-toolstack.yaml", 2, ".disko-toolstack.yaml: it holds no layout, it says what a host runs"],
    [
      "flake.nix",
      1,
      "flake.nix:1:1: This is a flake. Generate into an empty file and add that to the modules of a host.",
    ],
    ["pipe.png", 2, "pipe.png: it is not text (it has a zero byte)"],
  ])("a new layout in %s", async (file, code, stderr) => {
    const files = { ".disko-toolstack.yaml": "tools: [ccache]\n", "flake.nix": flake("atlas"), "pipe.png": "\0" };
    folder = workspace(files);
    expect(await generate(file, "--device", "/dev/vda", "--write")).toMatchObject({
      code,
      stdout: "",
      stderr: `disko-toolstack: ${stderr}\n`,
    });
    for (const [name, text] of Object.entries(files)) expect(read(name)).toBe(text);
  });
});

test("a layout that comes from where nobody can see", async () => {
  const nix = "{ inputs, ... }: { disko.devices = inputs.self.layout; }";
  folder = workspace({ "disko.nix": nix });
  const { stdout, stderr } = await generate("disko.nix");
  expect(stdout).toBe(nix);
  expect(stderr).toContain(
    "  ! disko.nix:1:36: No btrfs can be seen in this layout: the argument `inputs` is not given.\n",
  );
  expect(stderr).toMatch(/\nNothing can be planned, for the reasons above\.\n$/);
});
