/** Runs the rules over an analysis: severities as the user wants them, suppressed ones left out, in order of place. */
import { everyObject } from "../disko/every-object.ts";
import type { Layout } from "../disko/layout.ts";
import type { Machine } from "../machine/machine.ts";
import { computeEffective } from "../mounts/compute-effective.ts";
import { placeKey } from "../mounts/written-options.ts";
import { RULES } from "../rules/index.ts";
import type { Rule, RuleContext, RuleFinding } from "../rules/rule.ts";
import type { Settings } from "../settings.ts";
import { type Finding, inOrder, SEVERITY_OF, type Severity, withoutDoubles } from "../text/finding.ts";
import type { Analysis } from "./analysis.ts";
import { topicsSilencing } from "./suppression.ts";

/** What the rules look at beside the analysis of the file. */
export type Beside = Pick<RuleContext, "effective" | "advices" | "projectProblems"> & {
  /** The hosts that see the file so; undefined stands for those of which nothing is certain. Empty where none is known. */
  readonly machines: readonly (Machine | undefined)[];
};

export interface FindingsOf {
  /** Undefined: no host is known. */
  readonly machine: Machine | undefined;
  readonly findings: readonly Finding[];
  /** What comments left out. */
  readonly silenced: readonly Finding[];
}

/** What the rules say of a file as some hosts see it: for each host, or once where none is known. */
export function collectFindings(analysis: Analysis, settings: Settings, beside: Beside): FindingsOf[] {
  const { machines, ...rest } = beside;
  const asked = machines.length > 0 ? machines : [undefined];
  if (!analysis.isDisko && beside.projectProblems.length === 0) {
    return asked.map((machine) => ({ machine, findings: [], silenced: [] }));
  }
  const context: RuleContext = {
    layout: analysis.layout,
    machine: undefined,
    imports: analysis.imports,
    settings,
    paths: [...analysis.trees.keys()],
    syntax: analysis.syntax,
    ...rest,
  };
  const broken = [...analysis.trees.values()].some((tree) => tree.errors.length > 0);
  const rules = RULES.filter((rule) => !(broken && rule.needsWholeFiles));
  const shared = spoken(
    rules.filter((rule) => !rule.ofMachine),
    context,
  );
  const own = rules.filter((rule) => rule.ofMachine);
  return asked.map((machine) => {
    const found = [...shared, ...spoken(own, { ...context, machine })];
    const all = confirmed(found, rules, { ...context, machine });
    return {
      machine,
      findings: inOrder(withoutDoubles(all.filter((finding) => !isSilenced(finding, analysis)))),
      silenced: all.filter((finding) => isSilenced(finding, analysis)),
    };
  });
}

/**
 * Where other modules of the host define devices too, a file is a part, and what looks wrong in a part may be right in the whole:
 * they may add what is missing, or set something else by force. Only what the rules say of both is said.
 */
function confirmed(found: readonly Finding[], rules: readonly Rule[], context: RuleContext): readonly Finding[] {
  const whole = context.machine?.layout;
  if (found.length === 0 || whole === undefined || whole === context.layout) return found;
  if (!takesPart(whole, context.paths)) return found;
  const effective = computeEffective(whole, context.settings.kernel);
  const codes = new Set(found.map(({ code }) => code));
  const again = spoken(
    rules.filter(({ code }) => codes.has(code)),
    { ...context, layout: whole, effective },
  );
  // What several modules define has its place in one of them.
  const said = new Set(again.flatMap(({ code, at, message }) => [code + placeKey(at), code + message]));
  return found.filter(({ code, at, message }) => said.has(code + placeKey(at)) || said.has(code + message));
}

/** Whether anything of a layout is written in `paths`. A file whose devices a host switches off is looked at by itself. */
function takesPart(whole: Layout, paths: readonly string[]): boolean {
  return everyObject(whole.objects).some(({ at, attributes }) =>
    [at, ...[...attributes.values()].map(({ key }) => key)].some(({ path }) => paths.includes(path)),
  );
}

/** What the user wants to hear of what rules find. */
function spoken(rules: readonly Rule[], context: RuleContext): Finding[] {
  const { settings } = context;
  return rules.flatMap((rule) => {
    const wanted = settings.rules[rule.code] ?? settings.rules[rule.name];
    return wanted === "off" ? [] : [...rule.check(context)].map((found) => asFinding(rule, found, wanted));
  });
}

function isSilenced(finding: Finding, analysis: Analysis): boolean {
  const tree = analysis.syntax(finding.at.path);
  return tree !== undefined && topicsSilencing(tree, finding).length > 0;
}

/** `wanted`: the severity that the user asks for; undefined: that of the consequence. */
export function asFinding(rule: Rule, found: RuleFinding, wanted: Severity | undefined): Finding {
  const consequence = found.consequence ?? rule.consequence;
  return {
    code: rule.code,
    rule: rule.name,
    severity: wanted ?? SEVERITY_OF[consequence],
    consequence,
    at: found.at,
    message: found.message,
    related: found.related ?? [],
    tags: found.tags ?? [],
    fixes: found.fixes ?? [],
  };
}
