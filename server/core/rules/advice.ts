/**
 * What the host asks of a layout, ready to be said: the plan of each host that uses the file. The DSK4xx rules only say
 * what the plan has decided; they never decide a second time, so `check` and `generate` cannot disagree.
 */
import type { Layout, Mount } from "../disko/layout.ts";
import { mountOf } from "../plan/places.ts";
import type { Decision, DecisionKind, Plan } from "../plan/plan.ts";
import { evidenceNote, type Toolstack } from "../stack/toolstack.ts";
import { enumerate } from "../text/enumerate.ts";
import type { Fix, Related } from "../text/finding.ts";
import type { Location } from "../text/span.ts";

export interface Advice {
  /** Undefined: no host is known, only what the user says of the tools. */
  readonly host: string | undefined;
  readonly toolstack: Toolstack;
  readonly plan: Plan;
  /** The plan's own edits for one decision; undefined where they cannot be written. */
  fixFor(decision: Decision): Fix | undefined;
}

/** One decision, with the hosts whose plans have it. */
export interface Advised {
  readonly decision: Decision;
  readonly advice: Advice;
  readonly at: Location;
  /** " (on atlas and cirrus)" where other hosts use the file too and ask for nothing; else empty. */
  readonly where: string;
  /** The lines that show that the tools are there. */
  readonly related: readonly Related[];
  readonly fixes: readonly Fix[];
}

export interface Asked {
  readonly advices: readonly Advice[];
  readonly layout: Layout;
}

/**
 * Decisions of one kind that the file does not meet yet, each once however many hosts ask for it. Only those that a tool
 * asks for which is certainly there: what every NixOS has is not what anybody opens a problem list for.
 */
export function unmet(asked: Asked, kind: DecisionKind): Advised[] {
  return advisedIn(asked, (decision) => decision.kind === kind && decision.changes.length > 0);
}

/** Decisions that the configuration does the opposite of, at a risk for data. */
export function contradicted(asked: Asked): Advised[] {
  return advisedIn(asked, (decision) => decision.contradicted);
}

function advisedIn({ advices, layout }: Asked, isMeant: (decision: Decision) => boolean): Advised[] {
  const groups = new Map<string, { decision: Decision; advices: Advice[] }>();
  for (const advice of advices) {
    for (const decision of advice.plan.decisions.filter(isMeant)) {
      const group = groups.get(decision.id) ?? { decision, advices: [] };
      group.advices.push(advice);
      groups.set(decision.id, group);
    }
  }
  const named = [...groups.values()].filter(({ decision, advices: asking }) => asking.some(isSure(decision)));
  return named.flatMap(({ decision, advices: asking }) => {
    const [advice] = asking;
    if (advice === undefined) return [];
    const hosts = asking.flatMap(({ host }) => host ?? []);
    // A fix for one host may be wrong for another that uses the file too.
    const fix = asking.length === advices.length ? advice.fixFor(decision) : undefined;
    return {
      decision,
      advice,
      at:
        firstMountOf(decision, advice, layout) ??
        decision.at ??
        mountHolding(decision, layout)?.object.at ??
        decision.filesystem.object.at,
      where: asking.length < advices.length ? ` (on ${enumerate(hosts, "and")})` : "",
      related: evidenceOf(decision),
      fixes: fix === undefined ? [] : [fix],
    };
  });
}

/** A tool that is only likely to be there is no reason to speak up. */
function isSure({ tools }: Decision): (advice: Advice) => boolean {
  return ({ toolstack }) =>
    tools.some(({ id }) =>
      toolstack.tools.some(({ pattern, certainty }) => pattern.id === id && certainty === "certain"),
    );
}

/**
 * Where options are missing there is nothing to point at but a mount that lacks them: the first. Access times belong to each
 * mount, so there it is the first with data of a tool.
 */
function firstMountOf(
  { kind, changes, tools, filesystem }: Decision,
  { toolstack }: Advice,
  layout: Layout,
): Location | undefined {
  if (kind !== "access-time" && kind !== "compression") return undefined;
  const mounts = changes.flatMap((change) => (change.kind === "options" ? [change.mount] : []));
  if (kind === "compression") return mounts[0]?.object.at;
  const holders = toolstack.tools
    .filter(({ pattern }) => tools.some(({ id }) => id === pattern.id))
    .flatMap(({ data }) => data.map(({ path }) => mountHolding({ path, filesystem }, layout)));
  return (mounts.find((mount) => holders.includes(mount)) ?? mounts[0])?.object.at;
}

/** The mount that the path of a decision lies in. */
export function mountHolding(
  { path, filesystem }: Pick<Decision, "path" | "filesystem">,
  { mounts }: Layout,
): Mount | undefined {
  if (path === undefined) return undefined;
  return mountOf(path, { mounts: mounts.filter(({ btrfs }) => btrfs === filesystem) });
}

/** Three lines of evidence are enough to believe it. */
const MOST_EVIDENCE = 3;

function evidenceOf(decision: Decision): Related[] {
  return decision.tools.flatMap(({ name, evidence }) =>
    evidence.slice(0, MOST_EVIDENCE).flatMap((one) => {
      const note = evidenceNote(one);
      return one.at ? [{ at: one.at, message: `${name}: \`${one.name}\`${note && `, ${note}`}` }] : [];
    }),
  );
}

/** "PostgreSQL reads", "PostgreSQL and Podman read": who does what. */
export function toolsDo(decision: Decision, one: string, several: string): string {
  const names = [...new Set(decision.tools.map(({ name }) => name))];
  return `${enumerate(names, "and")} ${names.length > 1 ? several : one}`;
}

/** Whether what lies at the path of a decision are disk images of machines. */
export function holdsImages({ decision, advice }: Pick<Advised, "decision" | "advice">): boolean {
  return advice.toolstack.tools.some(({ data }) =>
    data.some(({ path, data: { role } }) => path === decision.path && role === "image"),
  );
}
