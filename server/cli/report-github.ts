/**
 * Findings as workflow commands: GitHub shows each beside its line in a pull request. Paths are relative to the repository,
 * lines and columns count from 1. https://docs.github.com/actions/reference/workflows-and-actions/workflow-commands
 */
import type { Finding, Severity } from "../core/text/finding.ts";
import type { Location } from "../core/text/span.ts";
import { printable } from "./cells.ts";
import { plain } from "./paint.ts";
import { corePath, shownInText, shownPath } from "./paths.ts";
import { openPlaces, type Places } from "./places.ts";
import type { Report } from "./report.ts";
import { summarize } from "./report-text.ts";
import type { World } from "./world.ts";

const COMMAND: Record<Severity, string> = { error: "error", warning: "warning", info: "notice", hint: "notice" };

export function githubReport(report: Report, world: Pick<World, "files" | "cwd" | "environment">): string {
  // What runs in a folder of the repository still has to name files from its top.
  const root = world.environment.GITHUB_WORKSPACE;
  const base = root !== undefined && isInside(world.cwd, root) ? root : world.cwd;
  const places = openPlaces({ files: world.files, cwd: base });
  const lines = [
    ...report.missed.map(({ path, why }) =>
      command("error", { file: shownPath(base, path), title: "Not checked" }, why),
    ),
    ...report.findings.map((finding) => annotation(finding, places, base)),
    ...summarize(report, world.cwd, plain),
  ];
  return `${lines.join("\n")}\n`;
}

function annotation(finding: Finding, places: Places, base: string): string {
  const title = `${finding.code} ${finding.rule}`;
  const message = [finding.message, ...finding.related.map(({ at, message }) => `${lineOf(at, places)}: ${message}`)];
  return command(
    COMMAND[finding.severity],
    { ...rangeOf(finding.at, places), title },
    message.map((part) => printable(shownInText(base, part))).join("\n"),
  );
}

/** Columns only where it ends on its own line: with others GitHub drops the annotation. The last column is part of it. */
function rangeOf(at: Location, places: Places): Readonly<Record<string, string | number>> {
  const { path, start, end } = places.of(at);
  const lines = { file: path, line: start.line, endLine: end.line };
  if (start.line !== end.line) return lines;
  return { ...lines, col: start.column, endColumn: Math.max(start.column, end.column - 1) };
}

function lineOf(at: Location, places: Places): string {
  const { path, start } = places.of(at);
  return `${path}:${start.line}`;
}

function command(name: string, properties: Readonly<Record<string, string | number>>, message: string): string {
  const shown = Object.entries(properties).map(([key, value]) => `${key}=${property(String(value))}`);
  return `::${name} ${shown.join(",")}::${data(message)}`;
}

/** https://github.com/actions/toolkit/blob/main/packages/core/src/command.ts */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

function isInside(folder: string, root: string): boolean {
  const [inner, outer] = [corePath(folder, "."), corePath(root, ".")];
  return inner === outer || inner.startsWith(`${outer}/`);
}
