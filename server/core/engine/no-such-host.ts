/** Names of hosts that do not fit the project: what a user asked for, and sections of the project file. */
import type { InputProblem } from "./answers.ts";
import type { ProjectView } from "./hosts-of.ts";

/** A sentence: which hosts there are instead. */
export function noSuchHost(wanted: string, names: readonly string[]): string {
  if (names.length === 0) return `There is no host \`${wanted}\`: no NixOS configuration was found.`;
  return `There is no host \`${wanted}\`. There is ${names.map((name) => `\`${name}\``).join(", ")}.`;
}

/** Sections of hosts that are not there, by name. Where not all hosts could be seen, any of them may be. */
export function strangersAmong({ file, hosts }: ProjectView): ReadonlyMap<string, InputProblem> {
  const names = hosts.hosts.map(({ name }) => name);
  if (names.length === 0 || hosts.unknown.length > 0) return new Map();
  return new Map(
    [...file.hosts]
      .filter(([name]) => !names.includes(name))
      .map(([name, { at }]) => [name, { at, message: noSuchHost(name, names) }]),
  );
}
