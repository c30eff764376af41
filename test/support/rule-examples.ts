/** The files that rules are shown with: their fixtures, and the examples of their pages as whole files. */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { globSync } from "tinyglobby";
import { examplePath, filesBeside, wholeFile as wholeExample } from "../../server/core/engine/rule-examples.ts";
import type { CheckResult } from "../../server/core/engine.ts";
import type { Rule } from "../../server/core/rules/rule.ts";
import { DEFAULT_SETTINGS } from "../../server/core/settings.ts";
import { engineFor } from "./engine.ts";

export const FIXTURES = join(import.meta.dirname, "../rules/fixtures");

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
  return examplePath({ name: rule });
}

/** What is found in a file that is alone, but for what its lines `# .disko-toolstack.yaml: { … }` put beside it. */
export async function checkAlone(text: string, path = "/disko.nix"): Promise<CheckResult> {
  return (await engineFor({ ...filesBeside(text), [path]: text })).check(path, DEFAULT_SETTINGS);
}

/** An example of a rule's page as the file that is checked for that page. */
export function wholeFile(example: string, rule: Pick<Rule, "name">): string {
  return wholeExample(rule, example);
}
