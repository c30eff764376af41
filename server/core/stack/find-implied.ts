/** Tools that NixOS modules switch on in turn: Immich brings PostgreSQL and Redis, as long as its options say so. */
import type { NotKnown } from "../nixos/host.ts";
import type { Implication } from "../patterns/detection.ts";
import type { Pattern, PatternIndex } from "../patterns/pattern.ts";
import { holding } from "./conditions.ts";
import { addFound, evidenceIn, type Findings, type Found, type Scope } from "./found.ts";
import { askOption } from "./option-answer.ts";
import { whatRuns } from "./what-runs.ts";

interface Step {
  readonly pattern: Pattern;
  readonly found: Found;
}

/** Adds to `findings` what the tools there switch on, and what that switches on. What is not known is returned. */
export function findImplied(scopes: readonly Scope[], index: PatternIndex, findings: Findings): readonly NotKnown[] {
  const notes: NotKnown[] = [];
  const seen = new Set<string>();
  const queue: Step[] = [...findings].flatMap(([pattern, list]) => list.map((found) => ({ pattern, found })));
  for (const { pattern, found } of queue) {
    // Only NixOS modules imply: not home-manager's, not an image, not a package that lies about.
    const scope = scopes.find(({ user, machine }) => user === undefined && machine === found.machine);
    if (!scope || found.via !== "option" || found.user !== undefined || found.container) continue;
    for (const one of pattern.implies ?? []) {
      const target = index.byId(one.tool);
      const key = `${scopes.indexOf(scope)}\0${pattern.id}\0${one.tool}\0${one.sets ?? ""}\0${found.instance ?? ""}\0${found.certain}`;
      if (!target || seen.has(key)) continue;
      seen.add(key);
      const implied = follow(scope, pattern, found, one, target);
      if (!implied) continue;
      const option = target.detect.options[0] ?? "";
      const runs = whatRuns(target, option, scope.configuration, index);
      for (const other of runs.patterns) {
        const certain = implied.certain && runs.certain;
        addFound(findings, other, { ...implied, certain });
        queue.push({ pattern: other, found: { ...implied, certain } });
      }
    }
  }
  return notes;

  function follow(
    scope: Scope,
    pattern: Pattern,
    { evidence, certain, instance }: Found,
    { sets, if: conditions = [] }: Implication,
    target: Pattern,
  ): Found | undefined {
    const holds = holding(conditions, scope.configuration, instance);
    if (holds.kind === "no") return undefined;
    if (holds.kind === "unknown") {
      const why = `whether ${pattern.name} brings ${target.name}, which hangs on \`${holds.name}\`: ${holds.why}`;
      notes.push({ at: holds.at ?? evidence.at, why });
      if (!holds.usual) return undefined;
    }
    const option = sets ?? target.detect.options.find((own) => !own.includes("*"));
    const answer = option === undefined ? undefined : askOption(scope.configuration, option);
    const refused = answer?.kind === "off" ? answer.refused : undefined;
    if (refused === "certainly") return undefined;
    const open = answer?.kind === "unknown" && answer.defined;
    return {
      evidence: { ...evidenceIn(scope, evidence.at, evidence.name), through: pattern.name },
      certain: certain && holds.kind === "yes" && refused === undefined && !open,
      via: "option",
      user: undefined,
      machine: scope.machine,
      container: undefined,
      instance: option === undefined ? undefined : instanceOf(option, target),
    };
  }
}

/** `immich` of `services.redis.servers.immich.enable`, where Redis has one for each of `services.redis.servers.*.enable`. */
function instanceOf(option: string, { data }: Pattern): string | undefined {
  const parts = option.split(".");
  return data
    .map(({ each }) => {
      const places = each?.split(".") ?? [];
      const fits = places.length === parts.length && places.every((part, at) => part === "*" || part === parts[at]);
      return fits ? parts[places.indexOf("*")] : undefined;
    })
    .find((name) => name !== undefined);
}
