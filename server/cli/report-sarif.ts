/**
 * The report as SARIF 2.1.0, which code scanning of GitHub and others read. Paths are relative to the working folder
 * (`%SRCROOT%`), columns count UTF-16 code units, ends are exclusive.
 * https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
import { createHash } from "node:crypto";
import { pathToFileURL } from "node:url";
import { rulePage } from "../core/engine/rule-page.ts";
import { RULES } from "../core/rules/index.ts";
import type { Rule } from "../core/rules/rule.ts";
import { type Finding, type Fix, SEVERITY_OF, type Severity } from "../core/text/finding.ts";
import type { Location } from "../core/text/span.ts";
import { editsByPath } from "./edits-by-path.ts";
import { nativePath, shownInText, shownPath } from "./paths.ts";
import { openPlaces, type Places } from "./places.ts";
import type { Missed, Report } from "./report.ts";
import type { ExitCode, World } from "./world.ts";

const LEVEL: Record<Severity, "error" | "warning" | "note"> = {
  error: "error",
  warning: "warning",
  info: "note",
  hint: "note",
};

type Where = Pick<World, "files" | "cwd" | "version">;

export function sarifReport(report: Report, exitCode: ExitCode, world: Where): string {
  const places = openPlaces(world);
  const fingerprint = fingerprints(places);
  const run = {
    tool: { driver: { name: "disko-toolstack", version: world.version, rules: RULES.map(descriptor) } },
    automationDetails: { id: "disko-toolstack/" },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { "%SRCROOT%": { uri: `${pathToFileURL(world.cwd).href.replace(/\/$/, "")}/` } },
    invocations: [
      {
        executionSuccessful: report.complete,
        exitCode,
        toolExecutionNotifications: report.missed.map((missed) => notification(missed, world)),
      },
    ],
    results: report.findings.map((finding) => ({
      ruleId: finding.code,
      ruleIndex: RULES.findIndex(({ code }) => code === finding.code),
      level: LEVEL[finding.severity],
      message: { text: shownInText(world.cwd, finding.message) },
      locations: [{ physicalLocation: physical(finding.at, places, world) }],
      relatedLocations: finding.related.map(({ at, message }, index) => ({
        id: index + 1,
        message: { text: shownInText(world.cwd, message) },
        physicalLocation: physical(at, places, world),
      })),
      fixes: finding.fixes.filter(({ edits }) => edits.length > 0).map((fix) => fixOf(fix, places, world)),
      partialFingerprints: { primaryLocationLineHash: fingerprint(finding) },
      properties: { severity: finding.severity, consequence: finding.consequence, tags: finding.tags },
    })),
  };
  const log = { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptor(rule: Rule): object {
  const { code, name, consequence, docs } = rule;
  return {
    id: code,
    name,
    shortDescription: { text: docs.what },
    fullDescription: { text: `${docs.what} ${docs.why}` },
    help: { text: `${docs.what}\n\n${docs.why}`, markdown: rulePage(rule) },
    defaultConfiguration: { level: LEVEL[SEVERITY_OF[consequence]] },
    properties: { consequence },
  };
}

function physical(at: Location, places: Places, world: Where): object {
  return { artifactLocation: artifact(at.path, world), region: regionOf(at, places) };
}

function regionOf(at: Location, places: Places): object {
  const { start, end } = places.of(at);
  return { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column };
}

/** What lies outside the working folder is named by its whole address. */
function artifact(path: string, { cwd }: Where): object {
  const shown = shownPath(cwd, path);
  if (shown.startsWith("../") || shown.startsWith("/")) return { uri: pathToFileURL(nativePath(path)).href };
  return { uri: shown.split("/").map(encodeURIComponent).join("/"), uriBaseId: "%SRCROOT%" };
}

function fixOf({ title, edits, safe }: Fix, places: Places, world: Where): object {
  return {
    description: { text: title },
    properties: { safe },
    artifactChanges: [...editsByPath(edits)].map(([path, own]) => ({
      artifactLocation: artifact(path, world),
      replacements: own.map((edit) => ({
        deletedRegion: regionOf({ path, span: edit.span }, places),
        insertedContent: { text: edit.newText },
      })),
    })),
  };
}

function notification({ path, why }: Missed, world: Where): object {
  return {
    level: "error",
    message: { text: shownInText(world.cwd, `${shownPath(world.cwd, path)}: ${why}`) },
    locations: [{ physicalLocation: { artifactLocation: artifact(path, world) } }],
  };
}

/**
 * Tells a finding again when lines above it come and go: by its rule, its file and the text of its line, and by which of
 * those that share them it is.
 */
function fingerprints(places: Places): (finding: Finding) => string {
  const seen = new Map<string, number>();
  return ({ code, at }) => {
    const text = [code, places.of(at).path, places.line(at).trim()].join("\0");
    const hash = createHash("sha256").update(text).digest("hex").slice(0, 16);
    const nth = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, nth);
    return `${hash}:${nth}`;
  };
}
