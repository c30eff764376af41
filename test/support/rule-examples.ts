/** The files that rules are shown with: their fixtures, and the examples of their pages as whole files. */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { globSync } from "tinyglobby";
import type { CheckResult } from "../../server/core/engine.ts";
import type { Rule } from "../../server/core/rules/rule.ts";
import { DEFAULT_SETTINGS } from "../../server/core/settings.ts";
import { engineFor } from "./engine.ts";

export const FIXTURES = join(import.meta.dirname, "../rules/fixtures");

const PROJECT_FILE = "/.disko-toolstack.yaml";

/** Names of the fixtures, without what their fixes give. */
export function fixtureNames(): string[] {
  return globSync("*.{nix,yaml}", { cwd: FIXTURES, ignore: "*.fixed.nix" }).sort();
}

export function readFixture(name: string): string {
  return readFileSync(join(FIXTURES, name), "utf8");
}

/** `ignored-mount-option.shared-list.nix` belongs to the rule ignored-mount-option. */
export function ruleNameOf(fixture: string): string {
  return basename(fixture).split(".")[0] ?? "";
}

/** Fixtures and examples of the rule about project files are project files. */
export function pathFor(rule: string): string {
  return rule === "project-file" ? PROJECT_FILE : "/disko.nix";
}

/** What is found in a file that is alone. A line `# .disko-toolstack.yaml: { … }` gives it a project file. */
export async function checkAlone(text: string, path = "/disko.nix"): Promise<CheckResult> {
  const project = /^# \.disko-toolstack\.yaml: (\{.*\})$/m.exec(text)?.[1];
  const workspace = { ...(project !== undefined && { [PROJECT_FILE]: project }), [path]: text };
  return (await engineFor(workspace)).check(path, DEFAULT_SETTINGS);
}

/** An example of a rule's page as a file. One that shows only subvolumes is set into an otherwise faultless layout. */
export function wholeFile(example: string, rule: Pick<Rule, "name">): string {
  if (/\bdisko\b/.test(example) || pathFor(rule.name) === PROJECT_FILE) return example;
  return `{
  disko.devices.disk.main = {
    type = "disk";
    device = "/dev/disk/by-id/nvme-EXAMPLE";
    content = {
      type = "gpt";
      partitions = {
        ESP = {
          size = "1G";
          type = "EF00";
          content = { type = "filesystem"; format = "vfat"; mountpoint = "/boot"; mountOptions = [ "umask=0077" ]; };
        };
        root = {
          size = "100%";
          content = {
            type = "btrfs";
            subvolumes = {
${example}
            };
          };
        };
      };
    };
  };
}
`;
}
