/**
 * The examples on a rule's page, as files that can be checked: what a page says of its bad example is what the check says.
 * `docs` may show only entries of `subvolumes`; they are set into an otherwise faultless layout.
 */
import type { Files } from "../files.ts";
import type { Rule } from "../rules/rule.ts";
import type { Finding } from "../text/finding.ts";
import { basename, dirname } from "../text/path.ts";

/** What the check says of a bad example. */
export type Said = Pick<Finding, "severity" | "message">;

/** Texts by path, the one that is checked first. */
export interface Example {
  readonly path: string;
  readonly texts: Readonly<Record<string, string>>;
}

/** Hosts of the examples are called after it. */
const LAYOUT = "/laptop.nix";
const PROJECT_FILE = "/.disko-toolstack.yaml";

/** Fixtures and examples of the rule about project files are project files. */
export function examplePath(rule: Pick<Rule, "name">): string {
  return rule.name === "project-file" ? PROJECT_FILE : LAYOUT;
}

const BESIDE = /^# (\.disko-toolstack\.yaml|[\w-]+\.json): (\{.*\})$/gm;

/** A line `# .disko-toolstack.yaml: { … }` gives a layout its project file, `# facter.json: { … }` a report on its hardware. */
export function filesBeside(text: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...text.matchAll(BESIDE)].map(([, name = "", content = ""]) => [`/${name}`, content]));
}

/** An example as a file, with those beside it. */
export function exampleOf(rule: Pick<Rule, "name">, nix: string): Example {
  const path = examplePath(rule);
  const text = wholeFile(rule, nix);
  return { path, texts: { ...filesBeside(text), [path]: text } };
}

/** A folder that holds the example and nothing else. */
export function filesOfExample({ texts }: Example): Files {
  const known = new Map(Object.entries(texts));
  const entries = [...known.keys()].sort().map((path) => ({ name: basename(path), kind: "file" as const }));
  return {
    read(path) {
      const text = known.get(path);
      if (text !== undefined) return { kind: "text", text };
      // Hosts are looked for in the folder.
      return path === dirname(LAYOUT) ? { kind: "directory", entries } : { kind: "absent" };
    },
  };
}

/** Each message of the rule once. */
export function saidBy(rule: Pick<Rule, "code">, findings: readonly Finding[]): readonly Said[] {
  const said = new Map(
    findings
      .filter(({ code }) => code === rule.code)
      .map(({ severity, message }) => [message, { severity, message }] as const),
  );
  return [...said.values()];
}

/** An example that shows only subvolumes, with a layout around it. */
export function wholeFile(rule: Pick<Rule, "name">, example: string): string {
  if (/\bdisko\b/.test(example) || examplePath(rule) === PROJECT_FILE) return example;
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
