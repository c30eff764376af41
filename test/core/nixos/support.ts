/** Workspaces in memory, and what their hosts say as text. */

import type { Value } from "../../../server/core/nix/values/value.ts";
import { findHosts } from "../../../server/core/nixos/find-hosts.ts";
import type { Hosts, NixosHost, OptionState } from "../../../server/core/nixos/host.ts";
import type { Location } from "../../../server/core/text/span.ts";
import { parse } from "../../support/evaluate.ts";
import { memoryFiles } from "../../support/memory-files.ts";

export type Texts = Readonly<Record<string, string>>;

/** The hosts of the workspace /w. */
export function hostsOf(texts: Texts, packageNames: readonly string[] = [], start?: string): Hosts {
  return findHosts({ root: "/w", files: memoryFiles(texts), parse, packageNames, start });
}

/** The only host of a configuration file /w/configuration.nix beside further files. */
export function hostOf(configuration: string, more: Texts = {}, packageNames: readonly string[] = []): NixosHost {
  return theOne(hostsOf({ ...more, "/w/configuration.nix": configuration }, packageNames));
}

/** Name of each host, with a `~` where it is only likely, and what it says of an option: by default the name of the machine. */
export function hostsWith(texts: Texts, option = "networking.hostName"): unknown {
  return hostsOf(texts).hosts.map(({ name, likely, configuration }) => {
    const state = configuration.option(option.split("."));
    const said = state.kind === "known" ? plain(state.value) : state.kind;
    return [likely ? `${name}~` : name, state.kind === "known" && !state.certain ? { perhaps: said } : said];
  });
}

export function theOne({ hosts }: Hosts): NixosHost {
  const [host, ...others] = hosts;
  if (!host || others.length > 0) throw new Error(`one host is needed, there are ${others.length + (host ? 1 : 0)}`);
  return host;
}

export function textAt(at: Location | undefined, texts: Texts): string {
  return at ? (texts[at.path] ?? "").slice(at.span.start, at.span.end) : "nowhere";
}

/** A state with its places as texts; `certain` only where it is false. */
export function shownState(state: OptionState, texts: Texts): unknown {
  if (state.kind === "absent") return "absent";
  if (state.kind === "unknown") return { unknown: state.unknown.why };
  const shown = { value: plain(state.value), from: state.definitions.map((at) => textAt(at, texts)) };
  return state.certain ? shown : { ...shown, certain: false };
}

/** A value as JSON would have it; uncertain items with a `?`. */
export function plain(value: Value): unknown {
  switch (value.kind) {
    case "null":
      return null;
    case "bool":
    case "float":
    case "string":
      return value.value;
    case "int":
      return Number(value.value);
    case "path":
      return { path: value.path };
    case "list":
      return value.items.map((item) => {
        if (item.kind === "gap") return "…";
        const shown = plain(item.thunk.force());
        return item.certain ? shown : { maybe: shown };
      });
    case "attrs":
      return Object.fromEntries([...value.attributes].map(([name, { thunk }]) => [name, plain(thunk.force())]));
    case "function":
      return "a function";
    case "unknown":
      return { unknown: value.why };
    default:
      return value satisfies never;
  }
}
