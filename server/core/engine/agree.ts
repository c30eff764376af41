/** Findings of one file as several hosts see it: what holds for all is said once, what holds for some says for which. */
import { enumerate } from "../text/enumerate.ts";
import { type Finding, inOrder } from "../text/finding.ts";

export interface HostFindings {
  readonly hosts: readonly string[];
  readonly findings: readonly Finding[];
}

/** `alone`: what is found without any host; asked where hosts disagree. */
export function findingsOfAll(all: readonly HostFindings[], alone: () => readonly Finding[]): readonly Finding[] {
  const [only, ...others] = all;
  if (only === undefined || others.length === 0) return only?.findings ?? [];
  const found = new Map<string, { finding: Finding; by: HostFindings[] }>();
  for (const one of all) {
    for (const finding of one.findings) {
      const key = keyOf(finding);
      const before = found.get(key);
      if (before) before.by.push(one);
      else found.set(key, { finding, by: [one] });
    }
  }
  const own = new Set(alone().map(keyOf));
  const isOfAll = (key: string, by: readonly HostFindings[]): boolean => by.length === all.length || own.has(key);
  return inOrder([...found].map(([key, { finding, by }]) => (isOfAll(key, by) ? finding : onSome(finding, by))));
}

function keyOf({ code, at, message }: Finding): string {
  return JSON.stringify([code, at, message]);
}

/** A fix for some hosts may be wrong for the others that use the file. */
function onSome(finding: Finding, by: readonly HostFindings[]): Finding {
  const hosts = by.flatMap((one) => one.hosts);
  return { ...finding, message: `${finding.message} This is so on ${enumerate(hosts, "and")} only.`, fixes: [] };
}
