/** Every line that shows that a tool is there: options, package lists, containers, the user's own word, and what follows. */
import type { NixosHost, NotKnown } from "../nixos/host.ts";
import type { Pattern, PatternIndex } from "../patterns/pattern.ts";
import type { Selection } from "../settings.ts";
import { findContainers } from "./find-containers.ts";
import { findImplied } from "./find-implied.ts";
import { findOptions } from "./find-options.ts";
import { addFound, evidenceIn, type Findings, type Found, type Maybe, PLAIN, scopesOf } from "./found.ts";
import { conditions, namesTheTool, openPlaces } from "./open-questions.ts";
import type { Places } from "./places.ts";
import type { Evidence, StackTool } from "./toolstack.ts";

export interface FoundTools {
  /** By tool, the strongest evidence first. */
  readonly tools: ReadonlyMap<Pattern, readonly Found[]>;
  readonly unknown: readonly NotKnown[];
}

export interface SearchInput {
  readonly host: NixosHost | undefined;
  readonly index: PatternIndex;
  readonly selection: Selection;
  readonly places: Places;
}

/** Patterns of every NixOS are not searched for. What the user excludes is left out, and what it brings is not. */
export function findEvidence({ host, index, selection, places }: SearchInput): FoundTools {
  const searched = index.patterns.filter(({ detect }) => !detect.always);
  const findings: Findings = new Map();
  const maybes: Maybe[] = [];
  const notes: NotKnown[] = [];
  const scopes = scopesOf(host);

  for (const scope of scopes) {
    const { configuration, user, machine } = scope;
    const found = findOptions(scope, searched, index, findings);
    maybes.push(...found.maybes);
    notes.push(...found.notes);
    for (const { name, at, certain, list } of configuration.packages) {
      for (const pattern of index.byPackage(name)) {
        const owner = user ?? userOfList(list);
        const evidence = evidenceIn(scope, at, name);
        addFound(findings, pattern, { ...PLAIN, evidence, certain, via: "package", user: owner, machine });
      }
    }
    notes.push(...findContainers(scope, index, findings));
  }
  const wanted = (pattern: Pattern) => !selection.exclude.includes(pattern.id);
  const naming = maybes.filter((maybe) => wanted(maybe.pattern) && namesTheTool(maybe, maybes));
  for (const { pattern, name, at, scope } of naming) {
    const { user, machine } = scope;
    const evidence = evidenceIn(scope, at, name);
    addFound(findings, pattern, { ...PLAIN, evidence, certain: false, via: "option", user, machine });
  }
  notes.push(...findImplied(scopes, index, findings));
  for (const id of selection.tools) {
    const pattern = index.byId(id);
    const evidence: Evidence = { at: places.tools.get(id), name: places.tools.has(id) ? "tools" : "named by you" };
    if (pattern && !pattern.detect.always)
      addFound(findings, pattern, { ...PLAIN, evidence, certain: true, via: "user" });
  }
  const tools = new Map([...findings].filter(([pattern]) => wanted(pattern)));
  return {
    tools: new Map([...tools].map(([one, list]) => [one, [...list].sort(byStrength)])),
    unknown: [
      ...naming.map(({ at, name, why }) => ({ at, why: `whether \`${name}\` is on: ${why}` })),
      ...openPlaces(maybes.filter((maybe) => wanted(maybe.pattern) && !naming.includes(maybe))),
      ...notes,
      ...conditions(tools, naming),
    ],
  };
}

/** `users.users.alice.packages` */
function userOfList(list: string): string | undefined {
  return /^users\.users\.(?:"([^"]+)"|([^."]+))\.packages$/
    .exec(list)
    ?.slice(1)
    .find((name) => name !== undefined);
}

const VIA_ORDER: readonly StackTool["via"][] = ["option", "package", "user"];

function byStrength(a: Found, b: Found): number {
  if (a.certain !== b.certain) return a.certain ? -1 : 1;
  return VIA_ORDER.indexOf(a.via) - VIA_ORDER.indexOf(b.via);
}
