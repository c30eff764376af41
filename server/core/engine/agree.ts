/** Findings of one file as several hosts see it: what holds for all is said once, what holds for some says for which. */
import { enumerate } from "../text/enumerate.ts";
import { type Finding, inOrder } from "../text/finding.ts";

export interface HostFindings {
  readonly hosts: readonly string[];
  readonly findings: readonly Finding[];
}

export function findingsOfAll(all: readonly HostFindings[]): readonly Finding[] {
  const [only, ...others] = all;
  if (only === undefined || others.length === 0) return only?.findings ?? [];
  const found = new Map<string, { finding: Finding; by: HostFindings[] }>();
  for (const one of all) {
    for (const finding of one.findings) {
      const key = JSON.stringify([finding.code, finding.at, finding.message]);
      const before = found.get(key);
      if (before) before.by.push(one);
      else found.set(key, { finding, by: [one] });
    }
  }
  return inOrder(
    [...found.values()].map(({ finding, by }) => (by.length === all.length ? finding : onSome(finding, by))),
  );
}

/** A fix for some hosts may be wrong for the others that use the file. */
function onSome(finding: Finding, by: readonly HostFindings[]): Finding {
  const hosts = by.flatMap((one) => one.hosts);
  return { ...finding, message: `${finding.message} This is so on ${enumerate(hosts, "and")} only.`, fixes: [] };
}
