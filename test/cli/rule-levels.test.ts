/** One project file for editor and command line: the same findings, with the same severities. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, expect, test } from "vitest";
import { bundles } from "../support/bundles.ts";
import { itemsOf, startClient } from "../support/lsp-client.ts";
import { diskoFile, program, workspace } from "./program.ts";
import { JsonReport } from "./report-schema.ts";

let folder = "";
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const NIX = diskoFile(`"@" = { mountpoint = "/"; mountOptions = [ "compress=zstd:19" ]; };
"@b" = { mountpoint = "/b"; mountOptions = [ "compress=lzo" ]; };
"@c" = { mountPoint = "/c"; };`);
const SEVERITIES = ["error", "warning", "info", "hint"];

async function onCommandLine(...words: string[]): Promise<string[]> {
  const { stdout } = await program(["check", "--format", "json", ...words], { cwd: folder });
  const { findings } = JsonReport.parse(JSON.parse(stdout));
  return findings.map(({ code, severity, range }) => `${range.start.line} ${code} ${severity}`);
}

/** `rules`: the setting `disko.rules`. */
async function inEditor(rules: Readonly<Record<string, string>> = {}): Promise<string[]> {
  const client = await startClient(bundles.server, { settings: { rules } });
  const uri = pathToFileURL(join(folder, "disko.nix")).href;
  await client.open(uri, NIX);
  const items = itemsOf(await client.pull(uri));
  await client.stop();
  return items.map(({ range, code, severity }) => `${range.start.line + 1} ${code} ${SEVERITIES[(severity ?? 1) - 1]}`);
}

test("what the project file sets counts in both, and a flag or a setting wins over it", async () => {
  folder = workspace({
    "flake.nix": "{ }",
    "disko.nix": NIX,
    ".disko-toolstack.yaml": "rules: { DSK203: hint, ignored-mount-option: off, DSK101: info }\n",
  });
  const written = ["13 DSK203 hint", "15 DSK101 info"];
  expect(await onCommandLine()).toEqual(written);
  expect(await inEditor()).toEqual(written);

  const chosen = ["13 DSK203 hint", "14 DSK204 error", "15 DSK101 warning"];
  expect(await onCommandLine("--rule", "DSK204=error", "--rule", "unknown-attribute=warning")).toEqual(chosen);
  expect(await inEditor({ DSK204: "error", "unknown-attribute": "warning" })).toEqual(chosen);
});

test("severities decide the exit code", async () => {
  folder = workspace({ "disko.nix": NIX });
  const code = async (...words: string[]) => (await program(["check", ...words], { cwd: folder })).code;
  expect(await code()).toBe(1);
  expect(await code("--rule", "DSK101=hint")).toBe(0);
  expect(await code("--rule", "DSK101=error", "--rule", "unknown-attribute=off")).toBe(0);
});

test.each([
  ["DSK204", "It must look like DSK204=hint, by code or name, with error, warning, info, hint or off behind it."],
  ["DSK204=loud", "It must look like DSK204=hint, by code or name, with error, warning, info, hint or off behind it."],
  ["DSK999=off", "There is no rule DSK999. RULES.md has all codes and names."],
  ["ignored-mount-optoin=off", "There is no rule ignored-mount-optoin. Did you mean ignored-mount-option?"],
])("--rule %s is refused in one line", async (word, message) => {
  folder = workspace({ "disko.nix": NIX });
  const { code, stdout, stderr } = await program(["check", "--rule", word], { cwd: folder });
  expect({ code, stdout }).toEqual({ code: 2, stdout: "" });
  expect(stderr).toContain(message);
  expect(stderr.trimEnd().split("\n")).toHaveLength(1);
});
