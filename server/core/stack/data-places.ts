/** The places of one data path as one configuration has them: options that move it followed, one for each instance. */

import type { Value } from "../nix/values/value.ts";
import type { Configuration, NotKnown, OptionState } from "../nixos/host.ts";
import type { DataPath } from "../patterns/pattern.ts";
import { normalizePath, resolvePath } from "../text/path.ts";
import { holding, isOlder } from "./conditions.ts";
import { askEach } from "./option-answer.ts";
import type { ToolData } from "./toolstack.ts";

export type DataPlace = Pick<ToolData, "path" | "at" | "user">;

export interface Surroundings {
  /** What `~` is. */
  readonly home: string | undefined;
  /** Instances that somebody else asks for: `immich` of `services.redis.servers.immich.enable`. */
  readonly instances: readonly string[];
  /** The configuration of the machine, where the places are a user's. */
  readonly machine?: Configuration | undefined;
  /** Takes what is not known. */
  readonly told: (note: NotKnown) => void;
}

/** `user` of the places is left open. */
export function placesBy(
  one: DataPath,
  configuration: Configuration | undefined,
  { home, instances, machine, told }: Surroundings,
): DataPlace[] {
  const ofInstance = one.each !== undefined && one.if?.some(({ option }) => option.includes("*")) === true;
  if (!ofInstance && !isThere()) return [];
  const isOld = one.before && configuration && isOlder(configuration, one.before.stateVersion) === true;
  const usualPath = isOld ? (one.before?.path ?? one.path) : one.path;
  const path = usualPath.startsWith("~/") ? (home ?? "~") + usualPath.slice(1) : usualPath;
  if (one.each === undefined) return moved(path);
  const answers = configuration ? askEach(configuration, one.each) : [];
  const names = answers.flatMap((answer) => (answer.kind === "on" ? (answer.star ?? []) : []));
  const there = [...new Set([...names, ...instances])].filter((name) => !ofInstance || isThere(name));
  return there.flatMap((name) => moved(name === "" ? (one.unnamed ?? path) : path.replaceAll("<name>", name), name));

  /** Whether all that `if` asks for holds; `name` stands for `*` in it. */
  function isThere(name?: string): boolean {
    const holds = holding(one.if ?? [], { packages: [], option: asked }, name);
    if (holds.kind === "unknown") told({ at: holds.at, why: `it hangs on \`${holds.name}\`: ${holds.why}` });
    return holds.kind === "yes";
  }

  /** Where the option says, else the default; `name` stands for `*` in the option. */
  function moved(usual: string, name?: string): DataPlace[] {
    const here = { path: usual, at: undefined, user: undefined };
    const state = stateOf(one.option, name);
    const [option, said] =
      state.kind === "absent" ? [one.otherwise, stateOf(one.otherwise, name)] : [one.option, state];
    if (said.kind === "absent") return [here];
    if (said.kind === "unknown") return tell({ at: said.at, why: said.unknown.why });
    const { value, definitions } = said;
    const at = definitions[0];
    if (value.kind === "null") return [here];
    if (value.kind !== "list") return placesIn(value);
    return value.items.flatMap((item) => placesIn(item.kind === "gap" ? item.unknown : item.thunk.force()));

    function placesIn(one: Value): DataPlace[] {
      const text = one.kind === "string" ? one.value : one.kind === "path" ? one.path : undefined;
      if (text === undefined) return tell({ at, why: one.kind === "unknown" ? one.why : `\`${option}\` is no text` });
      const absolute = absolutePath(text);
      if (absolute === undefined) return tell({ at, why: `\`${option}\` is no absolute path` });
      const set = normalizePath(absolute);
      // A folder of one version below the folder of all: they are of one kind, and the next version lies beside it.
      return [{ path: set.startsWith(`${usual}/`) ? usual : set, at, user: undefined }];
    }
  }

  function absolutePath(text: string): string | undefined {
    if (text.startsWith("/")) return text;
    if (text.startsWith("~/") && home !== undefined) return home + text.slice(1);
    return one.below !== undefined && text !== "" && !text.startsWith("~") ? resolvePath(one.below, text) : undefined;
  }

  /** A user's own word, else the machine's. */
  function asked(path: readonly string[]): OptionState {
    const own = configuration?.option(path) ?? { kind: "absent" };
    return own.kind === "absent" ? (machine?.option(path) ?? own) : own;
  }

  function stateOf(option: string | undefined, name: string | undefined): OptionState {
    const path = option?.split(".").map((part) => (part === "*" ? (name ?? part) : part));
    return (path && configuration?.option(path)) ?? { kind: "absent" };
  }

  function tell(note: NotKnown): DataPlace[] {
    told(note);
    return [];
  }
}
