/** One rule as a page of markdown: in RULES.md, in `explain`, and behind the link on a finding's code. */
import type { Rule } from "../rules/rule.ts";
import { type Consequence, SEVERITY_OF } from "../text/finding.ts";
import type { Said } from "./rule-examples.ts";

/** What comes of a mistake, and when it shows, as a sentence that ends a line. */
const CONSEQUENCES: Readonly<Record<Consequence, string>> = {
  evaluation: "the file is refused, by Nix, disko, NixOS or whoever reads it; nothing has happened yet",
  install: "the installation stops, as a rule when the disk is already wiped",
  boot: "it installs, and the machine does not come up, or without something that it needs",
  loss: "data is lost",
  silent: "it works, and does something else than is written, without a word",
  risk: "it works, and surprises later or under some condition",
  better: "it works as written; something else would be better",
  redundant: "it works as written, and would just the same without",
  deprecated: "it works as written, in a way that is going to go",
};

/** `heading`: level of the title, 1 for a page of its own. `said`: what the check says of the bad example. */
export function rulePage(rule: Rule, said: readonly Said[] = [], heading = 1): string {
  const { docs, consequence } = rule;
  return [
    `${"#".repeat(heading)} ${rule.code} ${rule.name}`,
    `${docs.what}`,
    `**Why it matters.** ${docs.why}`,
    `**Severity:** ${SEVERITY_OF[consequence]}, where the finding does not say otherwise: ${CONSEQUENCES[consequence]}.`,
    `Silence one with \`# disko-ignore ${rule.code}\` on its line, or change the severity with \`rules: { ${rule.code}: off }\` in ` +
      `\`.disko-toolstack.yaml\`, with \`--rule ${rule.code}=off\`, or with the setting \`disko.rules\`.`,
    "Found:",
    fence(docs.bad),
    ...said.map(({ severity, message }) => `> **${severity}:** ${message}`),
    "Not found:",
    fence(docs.good),
    docs.sources.length > 0 ? `Sources:\n\n${docs.sources.map((s) => `- <${s}>`).join("\n")}` : "",
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

/** RULES.md: every rule's page below a table of them all. `saidOf`: what the check says of a rule's bad example. */
export function ruleBook(rules: readonly Rule[], saidOf: (rule: Rule) => readonly Said[]): string {
  const row = (rule: Rule): string =>
    `| [${rule.code}](#${anchor(rule)}) | ${rule.name} | ${SEVERITY_OF[rule.consequence]} | ${rule.docs.what} |`;
  return [
    "# Rules",
    "<!-- Generated from server/core/rules by `npm run rules`; a test keeps it current. -->",
    "DSK1xx speak of structure, 2xx of mount options, 3xx of the layout, 4xx of the toolstack, 5xx of durability, 6xx of boot.",
    "What comes of a mistake decides how severe it is. The messages below the examples are what the check says of them.",
    ["| severity | what comes of it |", "| --- | --- |", ...consequenceRows()].join("\n"),
    ["| code | rule | severity | what |", "| --- | --- | --- | --- |", ...rules.map(row)].join("\n"),
    ...rules.map((rule) => rulePage(rule, saidOf(rule), 2).trimEnd()),
  ]
    .join("\n\n")
    .concat("\n");
}

function consequenceRows(): string[] {
  return Object.entries(CONSEQUENCES).map(
    ([consequence, words]) => `| ${severityOf(consequence)} | ${consequence}: ${words} |`,
  );
}

function severityOf(consequence: string): string {
  return new Map<string, string>(Object.entries(SEVERITY_OF)).get(consequence) ?? "";
}

function anchor(rule: Rule): string {
  return `${rule.code.toLowerCase()}-${rule.name}`;
}

function fence(nix: string): string {
  return `\`\`\`nix\n${nix.trim()}\n\`\`\``;
}
