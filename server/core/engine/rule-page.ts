/** One rule as a page of markdown: in RULES.md, in `explain`, and behind the link on a finding's code. */
import type { Rule } from "../rules/rule.ts";
import { SEVERITY_OF } from "../text/finding.ts";

/** `heading`: level of the title, 1 for a page of its own. */
export function rulePage(rule: Rule, heading = 1): string {
  const { docs } = rule;
  return [
    `${"#".repeat(heading)} ${rule.code} ${rule.name}`,
    `${docs.what}`,
    `**Why it matters.** ${docs.why}`,
    `**Severity:** ${SEVERITY_OF[rule.consequence]}, where the finding does not say otherwise. Silence one with \`# disko-ignore ${rule.code}\` on its line, ` +
      `or change the severity with the setting \`disko.rules\`.`,
    "Found:",
    fence(docs.bad),
    "Not found:",
    fence(docs.good),
    docs.sources.length > 0 ? `Sources:\n\n${docs.sources.map((s) => `- <${s}>`).join("\n")}` : "",
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

/** RULES.md: every rule's page below a table of them all. */
export function ruleBook(rules: readonly Rule[]): string {
  const row = (rule: Rule): string =>
    `| [${rule.code}](#${anchor(rule)}) | ${rule.name} | ${SEVERITY_OF[rule.consequence]} | ${rule.docs.what} |`;
  return [
    "# Rules",
    "<!-- Generated from server/core/rules by `npm run rules`; a test keeps it current. -->",
    "DSK1xx speak of structure, 2xx of mount options, 3xx of the layout, 4xx of the toolstack, 5xx of durability.",
    ["| code | rule | severity | what |", "| --- | --- | --- | --- |", ...rules.map(row)].join("\n"),
    ...rules.map((rule) => rulePage(rule, 2).trimEnd()),
  ]
    .join("\n\n")
    .concat("\n");
}

function anchor(rule: Rule): string {
  return `${rule.code.toLowerCase()}-${rule.name}`;
}

function fence(nix: string): string {
  return `\`\`\`nix\n${nix.trim()}\n\`\`\``;
}
