/** The report for people: each finding with its place, its source line and what to do, then one line that sums up. */
import type { Finding, Severity } from "../core/text/finding.ts";
import { printable } from "./cells.ts";
import { type Paint, paintFor, type Style } from "./paint.ts";
import { shownPath } from "./paths.ts";
import { openPlaces, type Places } from "./places.ts";
import { countSeverities, type Report } from "./report.ts";
import { drawLine } from "./underline.ts";
import type { World } from "./world.ts";

const COLOUR: Record<Severity, Style> = { error: "red", warning: "yellow", info: "blue", hint: "cyan" };
/** Without a terminal to ask. */
const WIDTH = 120;
const MIN_WIDTH = 40;

export function textReport(report: Report, world: Pick<World, "files" | "cwd" | "stdout" | "environment">): string {
  const paint = paintFor(world.stdout, world.environment);
  const width = Math.max(MIN_WIDTH, world.stdout.columns ?? WIDTH);
  const places = openPlaces(world);
  const blocks = report.findings.map((finding) => `${drawFinding(finding, places, paint, width)}\n\n`);
  return `${blocks.join("")}${summarize(report, world.cwd, paint).join("\n")}\n`;
}

function drawFinding(finding: Finding, places: Places, paint: Paint, width: number): string {
  const { path, start, end } = places.of(finding.at);
  const colour = COLOUR[finding.severity];
  const number = String(start.line);
  const bar = paint("|", "dim");
  const margin = " ".repeat(number.length + 1);

  const line = places.line(finding.at);
  const endColumn = end.line === start.line ? end.column : line.length + 1;
  const drawing = drawLine(line, start.column - 1, endColumn - 1, width - number.length - 4);

  const place = paint(`${printable(path)}:${start.line}:${start.column}`, "bold");
  const kind = paint(`${finding.severity} ${finding.code}`, colour, "bold");
  return [
    `${place}: ${kind}: ${printable(finding.message)}`,
    ` ${paint(number, "dim")} ${bar} ${drawing.source}`.trimEnd(),
    ` ${margin}${bar} ${drawing.underline.replace(/\^+/, (marks) => paint(marks, colour))}`,
    ...notesOf(finding, places).map((note) => ` ${margin}${paint("=", "dim")} ${note}`),
  ].join("\n");
}

function notesOf(finding: Finding, places: Places): string[] {
  const related = finding.related.map(({ at, message }) => {
    const { path, start } = places.of(at);
    return `${path}:${start.line}:${start.column}: ${message}`;
  });
  const fixes = finding.fixes.map(({ title, safe }) =>
    safe ? `fix: ${title} (--fix does it)` : `possible fix: ${title}`,
  );
  return [...related, ...fixes].map(printable);
}

/** Files that were named in vain, what was fixed, and the verdict. */
export function summarize(report: Report, cwd: string, paint: Paint): string[] {
  const lines = report.notDisko.map(
    (path) =>
      `${printable(shownPath(cwd, path))} was not checked: no disko.devices that can be known from the file itself.`,
  );
  if (report.fixed !== undefined) lines.push(`Fixed ${count(report.fixed, "problem")}.`);
  lines.push(paint(verdict(report), "bold", report.findings.length === 0 ? "green" : worstColour(report)));
  return lines;
}

function verdict({ findings, checked, disko, complete }: Report): string {
  if (findings.length === 0) {
    if (checked === 0) return complete ? "No Nix files to check." : "Nothing was checked.";
    if (disko.length === 0) return `No disko files found (${checked} checked).`;
    return `No problems in ${count(disko.length, "disko file")} (${checked} checked).`;
  }
  const counts = countSeverities(findings);
  const parts = [
    ...(counts.error > 0 ? [count(counts.error, "error")] : []),
    ...(counts.warning > 0 ? [count(counts.warning, "warning")] : []),
    ...(counts.info > 0 ? [`${counts.info} info`] : []),
    ...(counts.hint > 0 ? [count(counts.hint, "hint")] : []),
  ];
  const files = new Set(findings.map((finding) => finding.at.path)).size;
  const fixable = findings.filter((finding) => finding.fixes.some((fix) => fix.safe)).length;
  const offer = fixable > 0 ? `; --fix resolves ${fixable}` : "";
  return `${parts.join(", ")} in ${count(files, "file")}${offer}.`;
}

function worstColour({ findings }: Report): Style {
  const worst = (["error", "warning", "info", "hint"] as const).find((severity) =>
    findings.some((finding) => finding.severity === severity),
  );
  return COLOUR[worst ?? "hint"];
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? "" : "s"}`;
}
