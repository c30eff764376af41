/** Severities of rules as the user and the project file want them: by code, however a rule was named. */
import { findRule } from "../rules/index.ts";
import type { RuleLevel, Settings } from "../settings.ts";
import type { ProjectFile } from "../stack/project-file.ts";
import type { InputProblem } from "./answers.ts";
import { unknownRule } from "./rule-named.ts";

/** The settings with what the project file says of rules; a flag or a setting of the editor wins over it. */
export function levelsInForce(settings: Settings, { rules }: Pick<ProjectFile, "rules">): Settings {
  if (rules.size === 0) return settings;
  const ofProject = [...rules].map(([name, { level }]): [string, RuleLevel] => [name, level]);
  return { ...settings, rules: { ...byCode(ofProject), ...byCode(Object.entries(settings.rules)) } };
}

/** Rules that the project file names and that are not there, or that it names twice. */
export function ruleProblems({ rules }: Pick<ProjectFile, "rules">): InputProblem[] {
  const named = new Map<string, string>();
  return [...rules].flatMap(([name, { at }]): InputProblem[] => {
    const unknown = unknownRule(name);
    if (unknown) return [{ at, message: `${unknown.statement}, so nothing is set by it. ${unknown.guess}` }];
    const code = findRule(name)?.code ?? name;
    const before = named.get(code);
    named.set(code, name);
    return before === undefined ? [] : [{ at, message: `\`${name}\` is \`${before}\`, which is set above already.` }];
  });
}

function byCode(levels: readonly (readonly [string, RuleLevel])[]): Record<string, RuleLevel> {
  return Object.fromEntries(
    levels.flatMap(([name, level]) => {
      const rule = findRule(name);
      return rule ? [[rule.code, level]] : [];
    }),
  );
}
