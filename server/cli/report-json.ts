/**
 * The report for programs. Version 1 is a contract: fields are added, never changed or taken away. Paths are relative
 * to the working folder, lines and columns count from 1, columns in UTF-16 code units, ends are exclusive.
 */
import type { Location } from "../core/text/span.ts";
import { shownPath } from "./paths.ts";
import { openPlaces } from "./places.ts";
import { countSeverities, type Report } from "./report.ts";
import type { World } from "./world.ts";

export function jsonReport(report: Report, world: Pick<World, "files" | "cwd">): string {
  const places = openPlaces(world);
  const placeOf = (at: Location) => {
    const { path, start, end } = places.of(at);
    return { path, range: { start, end } };
  };
  const counts = countSeverities(report.findings);
  const json = {
    version: 1,
    findings: report.findings.map((finding) => ({
      path: placeOf(finding.at).path,
      code: finding.code,
      rule: finding.rule,
      severity: finding.severity,
      consequence: finding.consequence,
      message: finding.message,
      range: placeOf(finding.at).range,
      related: finding.related.map(({ at, message }) => ({ ...placeOf(at), message })),
      fixes: finding.fixes.map(({ title, safe }) => ({ title, safe })),
    })),
    files: report.disko.map((path) => shownPath(world.cwd, path)),
    summary: {
      errors: counts.error,
      warnings: counts.warning,
      infos: counts.info,
      hints: counts.hint,
      checkedFiles: report.checked,
      diskoFiles: report.disko.length,
      fixed: report.fixed ?? 0,
      complete: report.complete,
    },
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}
