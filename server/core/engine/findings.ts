/** Runs the rules over an analysis: severities as the user wants them, suppressed ones left out, in order of place. */
import { RULES } from "../rules/index.ts";
import type { Rule, RuleContext, RuleFinding } from "../rules/rule.ts";
import type { Settings } from "../settings.ts";
import { type Finding, inOrder, type Severity, withoutDoubles } from "../text/finding.ts";
import type { Analysis } from "./analysis.ts";
import { isSuppressed } from "./suppression.ts";

/** What the rules look at beside the analysis of the file. */
export type Beside = Pick<RuleContext, "effective" | "advices" | "projectProblems">;

export function collectFindings(analysis: Analysis, settings: Settings, beside: Beside): Finding[] {
  if (!analysis.isDisko && beside.projectProblems.length === 0) return [];
  const context: RuleContext = {
    layout: analysis.layout,
    imports: analysis.imports,
    settings,
    paths: [...analysis.trees.keys()],
    syntax: analysis.syntax,
    ...beside,
  };
  const broken = [...analysis.trees.values()].some((tree) => tree.errors.length > 0);
  const findings: Finding[] = [];
  for (const rule of RULES) {
    if (broken && rule.needsWholeFiles) continue;
    const wanted = settings.rules[rule.code] ?? settings.rules[rule.name];
    if (wanted === "off") continue;
    for (const found of rule.check(context)) findings.push(asFinding(rule, found, wanted));
  }
  const spoken = findings.filter((finding) => {
    const tree = analysis.syntax(finding.at.path);
    return !tree || !isSuppressed(tree, finding);
  });
  return inOrder(withoutDoubles(spoken));
}

function asFinding(rule: Rule, found: RuleFinding, wanted: Severity | undefined): Finding {
  return {
    code: rule.code,
    rule: rule.name,
    severity: wanted ?? found.severity ?? rule.severity,
    at: found.at,
    message: found.message,
    related: found.related ?? [],
    tags: found.tags ?? [],
    fixes: found.fixes ?? [],
  };
}
