/** `check --format sarif`, held against the official schema of OASIS and against what readers of SARIF make of it. */
import { readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Ajv } from "ajv";
import addFormats from "ajv-formats";
import { afterEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { RULES } from "../../server/core/rules/index.ts";
import { diskoFile, program, ROOT, workspace } from "./program.ts";

let folder = "";
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const schema: object = JSON.parse(
  readFileSync(createRequire(import.meta.url).resolve("schemastore/schemas/json/sarif-2.1.0.json"), "utf8"),
);
const ajv = new Ajv({ allErrors: true, strict: false, unicodeRegExp: false });
addFormats.default(ajv);
const isSarif = ajv.compile(schema);

const Artifact = z.object({ uri: z.string(), uriBaseId: z.string().optional() });
const Region = z.object({
  startLine: z.int(),
  startColumn: z.int(),
  endLine: z.int(),
  endColumn: z.int(),
});
const Place = z.object({ physicalLocation: z.object({ artifactLocation: Artifact, region: Region }) });
const Log = z.object({
  runs: z.tuple([
    z.object({
      tool: z.object({ driver: z.object({ rules: z.array(z.object({ id: z.string(), name: z.string() })) }) }),
      originalUriBaseIds: z.record(z.string(), z.object({ uri: z.string() })),
      invocations: z.tuple([
        z.object({
          executionSuccessful: z.boolean(),
          exitCode: z.int(),
          toolExecutionNotifications: z.array(
            z.object({
              message: z.object({ text: z.string() }),
              locations: z.array(z.object({ physicalLocation: z.object({ artifactLocation: Artifact }) })),
            }),
          ),
        }),
      ]),
      results: z.array(
        z.object({
          ruleId: z.string(),
          ruleIndex: z.int(),
          level: z.string(),
          message: z.object({ text: z.string() }),
          locations: z.array(Place),
          relatedLocations: z.array(Place),
          fixes: z.array(
            z.object({
              artifactChanges: z.array(
                z.object({
                  artifactLocation: Artifact,
                  replacements: z.array(
                    z.object({ deletedRegion: Region, insertedContent: z.object({ text: z.string() }) }),
                  ),
                }),
              ),
            }),
          ),
          partialFingerprints: z.object({ primaryLocationLineHash: z.string() }),
        }),
      ),
    }),
  ]),
});

/** The one run of the log, which the schema accepts. */
async function sarif(words: readonly string[] = [], cwd = folder) {
  const { code, stdout } = await program(["check", "--format", "sarif", ...words], { cwd });
  const log: unknown = JSON.parse(stdout);
  expect(isSarif(log) ? [] : isSarif.errors).toEqual([]);
  return { code, run: Log.parse(log).runs[0] };
}

const CLAMPED = diskoFile(`"@" = { mountpoint = "/"; mountOptions = [ "compress=zstd:19" ]; };`);
const FAULTY = diskoFile(`              /* 🎉 */ "@" = { mountpoint = "/"; mountOptions = [ "compress=zstd" ]; };
              "@b" = { mountpoint = "/b"; mountOptions = [ "compress=lzo" ]; };
              "@log" = { mountPoint = "/var/log"; };`);

test("the schema refuses what is no SARIF", () => {
  expect(isSarif({ version: "2.1.0" })).toBe(false);
  expect(isSarif({ version: "2.1.0", runs: [{ tool: { driver: { name: "x" } }, results: [{}] }] })).toBe(false);
});

describe("is valid", () => {
  test("with findings of every severity, related places and fixes", async () => {
    folder = workspace({ "disko.nix": FAULTY, "hosts/ä b/disko.nix": CLAMPED });
    const { code, run } = await sarif();
    expect(code).toBe(1);
    expect(run.invocations[0]).toMatchObject({
      executionSuccessful: true,
      exitCode: 1,
      toolExecutionNotifications: [],
    });
    expect(run.results.map(({ ruleId, level }) => `${ruleId} ${level}`)).toEqual([
      "DSK204 warning",
      "DSK101 error",
      "DSK203 warning",
    ]);
    for (const { ruleId, ruleIndex } of run.results) expect(run.tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(run.results[0]?.relatedLocations.length).toBeGreaterThan(0);
    expect(run.results[2]?.locations[0]?.physicalLocation.artifactLocation).toEqual({
      uri: "hosts/%C3%A4%20b/disko.nix",
      uriBaseId: "%SRCROOT%",
    });
    expect(run.originalUriBaseIds["%SRCROOT%"]?.uri).toBe(`${pathToFileURL(folder).href}/`);
  });

  test("over every fixture of the rules, with all rules in its head", async () => {
    const { run } = await sarif(["test/rules/fixtures", "test/mistakes"], ROOT);
    expect(run.results.length).toBeGreaterThan(100);
    expect(run.tool.driver.rules.map(({ id }) => id)).toEqual(RULES.map(({ code }) => code));
    const levels = new Set(run.results.map(({ level }) => level));
    expect([...levels].sort()).toEqual(["error", "note", "warning"]);
  });

  test("without findings", async () => {
    folder = workspace({ "flake.nix": "{ }" });
    const { code, run } = await sarif();
    expect({ code, results: run.results }).toEqual({ code: 0, results: [] });
  });

  test("with files that cannot be read, which it names", async () => {
    folder = workspace({ "disko.nix": CLAMPED, "broken.nix": new Uint8Array([0xff, 0xfe, 0]) });
    const { code, run } = await sarif([".", "gone.nix"]);
    expect(code).toBe(2);
    const [{ executionSuccessful, exitCode, toolExecutionNotifications }] = run.invocations;
    expect({ executionSuccessful, exitCode }).toEqual({ executionSuccessful: false, exitCode: 2 });
    const named = toolExecutionNotifications.map(
      ({ locations }) => locations[0]?.physicalLocation.artifactLocation.uri,
    );
    expect(named.sort()).toEqual(["broken.nix", "gone.nix"]);
    expect(run.results).toHaveLength(1);
  });

  test("for a file outside the working folder, named by its whole address", async () => {
    folder = workspace({ "a/disko.nix": CLAMPED, "b/x": "" });
    const { run } = await sarif(["../a"], join(folder, "b"));
    expect(run.results[0]?.locations[0]?.physicalLocation.artifactLocation).toEqual({
      uri: pathToFileURL(join(folder, "a/disko.nix")).href,
    });
  });
});

test("regions count UTF-16 from 1, and a fix put into its region mends the file", async () => {
  const nix = FAULTY.replaceAll("\n", "\r\n");
  folder = workspace({ "disko.nix": nix });
  const lines = nix.split("\r\n");
  const { run } = await sarif();
  const unknown = run.results.find(({ ruleId }) => ruleId === "DSK101");
  const region = unknown?.locations[0]?.physicalLocation.region;
  const line = lines[(region?.startLine ?? 0) - 1];
  expect(line?.slice((region?.startColumn ?? 0) - 1, (region?.endColumn ?? 0) - 1)).toBe("mountPoint");
  const replacement = unknown?.fixes[0]?.artifactChanges[0]?.replacements[0];
  expect(replacement?.insertedContent.text).toBe("mountpoint");
  expect(replacement?.deletedRegion).toEqual(region);
});

test("fingerprints stay when lines above come and go, and differ for two findings on equal lines", async () => {
  const twice = `"@" = { mountpoint = "/"; };
"@a" = { mountPoint = "/a"; };
"@b" = {
mountPoint = "/x";
};
"@c" = {
mountPoint = "/x";
};`;
  const hashes = async (nix: string): Promise<string[]> => {
    folder = workspace({ "disko.nix": nix });
    const { run } = await sarif();
    rmSync(folder, { recursive: true, force: true });
    return run.results.map(({ partialFingerprints }) => partialFingerprints.primaryLocationLineHash);
  };
  const before = await hashes(diskoFile(twice));
  expect(new Set(before).size).toBe(3);
  expect(await hashes(`# one\n\n# two\n${diskoFile(twice)}`)).toEqual(before);
});
