/** `check --format github`: one workflow command for each finding, as GitHub's runner reads them. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { diskoFile, program, workspace } from "./program.ts";

let folder = "";
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Read back by the rules of the runner: https://github.com/actions/runner, ActionCommand.cs. */
function commands(stdout: string) {
  return stdout.split("\n").flatMap((line) => {
    const [, name, properties = "", data = ""] = /^::(\w+) ([^:]*)::(.*)$/.exec(line) ?? [];
    if (name === undefined) return [];
    const pairs = properties.split(",").map((pair) => pair.split("=").map(decoded));
    return [{ name, ...Object.fromEntries(pairs), message: decoded(data) }];
  });
}

function decoded(text: string): string {
  const characters: Record<string, string> = { "0D": "\r", "0A": "\n", "3A": ":", "2C": ",", "25": "%" };
  return text.replace(/%(0D|0A|3A|2C|25)/g, (_, code: string) => characters[code] ?? "");
}

const NIX = diskoFile(`"@" = { mountpoint = "/"; mountOptions = [ "compress=zstd:19" "noacl,100%,x:y" ]; };`);

test("an annotation at its place, with code and name as its title", async () => {
  folder = workspace({ "hosts/a,b/disko.nix": NIX });
  const { code, stdout, stderr } = await program(["check", "--format", "github"], { cwd: folder });
  expect({ code, stderr }).toEqual({ code: 1, stderr: "" });
  expect(commands(stdout)[0]).toEqual({
    name: "warning",
    file: "hosts/a,b/disko.nix",
    line: "13",
    endLine: "13",
    col: "44",
    endColumn: "61",
    title: "DSK203 clamped-mount-option-value",
    message:
      "btrfs reads `compress=zstd:19` as `compress=zstd:15`: zstd has the levels -15 to 15. Write `compress=zstd:15`, or what was meant.",
  });
  expect(commands(stdout).some(({ message }) => message.includes("100%,x:y") || message.includes("100%"))).toBe(true);
  expect(stdout.trimEnd().split("\n").at(-1)).toMatch(/^\d+ errors?, \d+ warnings?/);
});

test("infos and hints are notices, and what is off is not there", async () => {
  folder = workspace({ "disko.nix": diskoFile(`"@" = { mountpoint = "/"; mountOptions = [ "compress=zstd:19" ]; };`) });
  const named = async (rule: string): Promise<string[]> => {
    const { stdout } = await program(["check", "--format", "github", "--rule", `DSK203=${rule}`], { cwd: folder });
    return commands(stdout).map(({ name }) => name);
  };
  expect(await named("hint")).toEqual(["notice"]);
  expect(await named("info")).toEqual(["notice"]);
  expect(await named("error")).toEqual(["error"]);
  expect(await named("off")).toEqual([]);
});

test("paths count from the top of the repository, also where the step runs in a folder of it", async () => {
  folder = workspace({ "nix/disko.nix": NIX });
  const options = { cwd: join(folder, "nix"), env: { GITHUB_WORKSPACE: folder } };
  const { stdout } = await program(["check", "--format", "github"], options);
  expect(stdout).toContain("file=nix/disko.nix,");
});

test("a file that cannot be read is an error of its own", async () => {
  folder = workspace({ "disko.nix": NIX });
  const { code, stdout } = await program(["check", "--format", "github", "gone.nix"], { cwd: folder });
  expect(code).toBe(2);
  expect(commands(stdout)).toEqual([
    { name: "error", file: "gone.nix", title: "Not checked", message: expect.stringContaining("no such file") },
  ]);
});
