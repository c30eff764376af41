/** What the README tells people to paste into their repository, and the hook that this one offers: it parses, and it runs. */
import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { afterEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { createParser } from "../../server/core/nix/syntax/parser.ts";
import { projectSchema } from "../../server/core/stack/project-schema.ts";
import { grammarBytes } from "../support/grammar.ts";
import { diskoFile, program, ROOT, workspace } from "./program.ts";

let folder = "";
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const readme = readFileSync(join(ROOT, "README.md"), "utf8");

function snippets(language: string): string[] {
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, "gms"))].map(([, text = ""]) => text);
}

function snippetWith(language: string, word: string): string {
  const found = snippets(language).filter((text) => text.includes(word));
  expect(found).toHaveLength(1);
  return found[0] ?? "";
}

const ajv = new Ajv({ strict: false, unicodeRegExp: false, validateSchema: false });
addFormats.default(ajv);
for (const name of ["pre-commit-hooks", "pre-commit-config", "github-workflow"]) {
  const file = createRequire(import.meta.url).resolve(`schemastore/schemas/json/${name}.json`);
  ajv.addSchema(JSON.parse(readFileSync(file, "utf8")), name);
}

/** Errors by one of the schemas that editors hold such files against. */
function errorsBy(schema: string, value: unknown): unknown {
  const isRight = ajv.getSchema(schema);
  return isRight?.(value) ? [] : isRight?.errors;
}

const Hook = z.object({ id: z.string(), entry: z.string(), language: z.string(), files: z.string() });
const HOOKS = z.tuple([Hook]);
const offered: unknown = parse(readFileSync(join(ROOT, ".pre-commit-hooks.yaml"), "utf8"));

describe("the hook for pre-commit", () => {
  test("is one that pre-commit takes, and the README's is the same", () => {
    expect(errorsBy("pre-commit-hooks", offered)).toEqual([]);
    const config: unknown = parse(snippetWith("yaml", "repo: local"));
    expect(errorsBy("pre-commit-config", config)).toEqual([]);
    const [{ hooks }] = z.object({ repos: z.tuple([z.object({ hooks: HOOKS })]) }).parse(config).repos;
    const [{ id, entry, files }] = HOOKS.parse(offered);
    expect(hooks[0]).toMatchObject({ id, entry, files });
  });

  test.each([
    ["disko.nix", true],
    ["hosts/a/default.nix", true],
    ["hosts/a/.disko-toolstack.yaml", true],
    [".disko-toolstack.json", true],
    ["README.md", false],
    ["my.disko-toolstack.yaml", false],
    ["x.nix.bak", false],
  ])("looks at %s: %s", (name, expected) => {
    expect(new RegExp(HOOKS.parse(offered)[0].files).test(name)).toBe(expected);
  });

  test("its entry takes the changed files, passes over those without a layout, and stops at an error", async () => {
    folder = workspace({
      "disko.nix": diskoFile(`"@" = { mountpoint = "/"; };`),
      "bad.nix": diskoFile(`"@" = { mountPoint = "/"; };`),
      "default.nix": "{ }",
      ".disko-toolstack.yaml": "priority: balanced\n",
    });
    const [name, ...words] = HOOKS.parse(offered)[0].entry.split(" ");
    expect(name).toBe("disko-toolstack");
    const run = async (...files: string[]) => (await program([...words, ...files], { cwd: folder })).code;
    expect(await run("disko.nix", "default.nix", ".disko-toolstack.yaml")).toBe(0);
    expect(await run("default.nix", "bad.nix")).toBe(1);
  });
});

test("the workflow is one that GitHub takes, and its call of the program is right", async () => {
  const workflow: unknown = parse(snippetWith("yaml", "upload-sarif"));
  expect(errorsBy("github-workflow", workflow)).toEqual([]);
  const runs = JSON.stringify(workflow).match(/npx --yes disko-toolstack ([^"]*) > disko\.sarif/);
  folder = workspace({ "disko.nix": diskoFile(`"@" = { mountpoint = "/"; };`) });
  const { code, stdout } = await program((runs?.[1] ?? "").split(" "), { cwd: folder });
  expect({ code, version: z.object({ version: z.string() }).parse(JSON.parse(stdout)).version }).toEqual({
    code: 0,
    version: "2.1.0",
  });
});

test("the project file in the README says what its schema knows", () => {
  expect(projectSchema.safeParse(parse(snippetWith("yaml", "exclude:"))).error).toBeUndefined();
});

describe("the flake", () => {
  const flake = snippetWith("nix", "checks.");

  test("has no syntax error", async () => {
    const parser = await createParser(await grammarBytes());
    expect(snippets("nix").map((text) => parser.parse("/flake.nix", text).errors)).toEqual([[]]);
  });

  const nix = spawnSync("nix-instantiate", ["--version"]).status === 0;
  test.skipIf(!nix)(`evaluates in real Nix${nix ? "" : " (SKIPPED: there is no nix-instantiate)"}`, () => {
    folder = workspace({ "flake.nix": flake });
    const asked = `
      let
        flake = import ${folder}/flake.nix;
        pkgs.nodejs = "nodejs";
        pkgs.runCommand = name: { nativeBuildInputs }: script: script;
        outputs = flake.outputs { self = "/self"; disko-toolstack = "/tool"; nixpkgs.legacyPackages.x86_64-linux = pkgs; };
      in outputs.checks.x86_64-linux.disko`;
    const script = execFileSync("nix-instantiate", ["--eval", "--json", "--expr", asked], {
      encoding: "utf8",
      env: { ...process.env, NIX_STATE_DIR: folder, HOME: tmpdir() },
    });
    expect(JSON.parse(script)).toBe("cd /self\nnode /tool/dist/cli.cjs check --max-warnings 0\ntouch $out\n");
  });
});
