/** What a tool asks of the disk, on any host: for its page. */
import type { Pattern, PatternIndex } from "../patterns/pattern.ts";
import type { Asks } from "../patterns/pattern-page.ts";
import type { Want } from "./need.ts";
import { needsOf } from "./needs.ts";
import type { StackTool } from "./toolstack.ts";

/** "`/var/lib/postgresql`: no copy-on-write (9 of 10). PostgreSQL overwrites …" Both sides of what contradicts itself. */
export function asksOf(index: PatternIndex): Asks {
  return (pattern) =>
    needsOf({
      host: undefined,
      tools: [toolOf(pattern, index)],
      system: [],
      projects: [],
      snapshots: { kind: "unknown" },
      workload: { intensity: {} },
      unknown: [],
    }).map(({ path, want, weight, reasons }) =>
      [`\`${path}\`: ${wantInWords(want)} (${weight} of 10).`, ...reasons.map(({ text }) => text)].join(" "),
    );
}

/** The tool where its pattern says that its data lies, `~` and `PROJECT` as they are. */
function toolOf(pattern: Pattern, index: PatternIndex): StackTool {
  const data = pattern.data.map((one) => ({
    path: one.path,
    data: one,
    profile: index.profile(pattern, one),
    at: undefined,
    user: undefined,
  }));
  return { pattern, certainty: "certain", via: "user", evidence: [], data };
}

/** "no copy-on-write" */
export function wantInWords({ aspect, value }: Want): string {
  switch (aspect) {
    case "copy-on-write":
      return value === "off" ? "no copy-on-write" : "copy-on-write and checksums";
    case "compression":
      return value === "on" ? "compression" : "compression does not matter";
    case "access-time":
      return "no access times";
    case "snapshots":
      return value === "excluded" ? "out of snapshots" : "kept when the system is rolled back";
    default:
      return aspect satisfies never;
  }
}
