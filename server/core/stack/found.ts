/** What a search turns up: a line that shows a tool, and where the tool then lives. */
import type { Configuration, InnerMachine, NixosHost } from "../nixos/host.ts";
import type { Pattern } from "../patterns/pattern.ts";
import type { Location } from "../text/span.ts";
import type { Evidence, StackTool } from "./toolstack.ts";

/** A configuration that may name tools: the host's own, one user's home, or that of a machine inside. */
export interface Scope {
  readonly configuration: Configuration;
  /** The user whose home-manager says it; undefined: options of NixOS. */
  readonly user: string | undefined;
  readonly machine: InnerMachine | undefined;
}

export function scopesOf(host: NixosHost | undefined): readonly Scope[] {
  if (!host) return [];
  return [
    { configuration: host.configuration, user: undefined, machine: undefined },
    ...host.homes.map(({ configuration, user }): Scope => ({ configuration, user, machine: undefined })),
    ...host.machines.map((machine): Scope => ({ configuration: machine.configuration, user: undefined, machine })),
  ];
}

export interface Found {
  readonly evidence: Evidence;
  readonly certain: boolean;
  readonly via: StackTool["via"];
  /** The user who has it; undefined: the whole machine. */
  readonly user: string | undefined;
  /** The machine inside the host that runs it; undefined: the host itself. */
  readonly machine: InnerMachine | undefined;
  /** It runs in a container from an image: what of the host is mounted there. */
  readonly container: ContainerMounts | undefined;
  /** Which of several of its kind: `immich` of `services.redis.servers.immich.enable`. */
  readonly instance: string | undefined;
}

export interface ContainerMounts {
  readonly volumes: readonly { readonly host: string; readonly inside: string; readonly at: Location | undefined }[];
}

/** What holds for most: on the host, for everyone, once. */
export const PLAIN = { user: undefined, machine: undefined, container: undefined, instance: undefined } as const;

/** An option whose value is not known. */
export interface Maybe {
  readonly pattern: Pattern;
  readonly scope: Scope;
  readonly at: Location | undefined;
  readonly name: string;
  readonly why: string;
  readonly defined: boolean;
  readonly anyName?: true;
}

/** By tool; what is found later stands behind. */
export type Findings = Map<Pattern, Found[]>;

export function addFound(findings: Findings, pattern: Pattern, found: Found): void {
  const list = findings.get(pattern);
  if (list) list.push(found);
  else findings.set(pattern, [found]);
}

/** Evidence inside a machine says so. */
export function evidenceIn({ machine }: Scope, at: Location | undefined, name: string): Evidence {
  return machine ? { at, name, machine: { kind: machine.kind, name: machine.name } } : { at, name };
}
