/** The machine of a host, as rules look at it. Nothing of it is computed before a rule asks. */
import type { Layout } from "../disko/layout.ts";
import { lowerLayout } from "../disko/lower.ts";
import { withReplacements } from "../disko/taken-by-nixos.ts";
import { leavesBootAlone } from "../machine/boot-profiles.ts";
import type { Machine, MachineMount } from "../machine/machine.ts";
import { stringsIn } from "../mounts/host-file-systems.ts";
import { marked } from "../nix/values/builtins/modules.ts";
import { list } from "../nix/values/make.ts";
import { known, type Value } from "../nix/values/value.ts";
import type { Configuration, NixosHost, OptionState } from "../nixos/host.ts";
import { withoutComments } from "../nixos/import-graph.ts";
import { isBesideBoot } from "../nixos/outside.ts";
import type { Analysis } from "./analysis.ts";
import type { ProjectView } from "./hosts-of.ts";
import { replacementsOn } from "./replaced-on-host.ts";

/** `analysis`: the file as the host sees it. Undefined where the host is a guess, or does not read the file itself. */
export function machineOf(host: NixosHost, analysis: Analysis, view: ProjectView): Machine | undefined {
  if (host.likely !== undefined || !host.uses(analysis.path)) return undefined;
  let whole: boolean | undefined;
  let layout: { readonly of: Layout | undefined } | undefined;
  let mounts: { readonly of: Machine["mounts"] } | undefined;
  const machine: Machine = {
    name: host.name,
    configuration: host.configuration,
    facts: host.facts,
    get whole() {
      whole ??= host.unread().every(({ why }) => isBesideBoot(why)) && hasDefaultsOfNixos(host, view);
      return whole;
    },
    isModule: (path) => host.modules().includes(path),
    get layout() {
      layout ??= { of: wholeLayout(host, analysis, view) };
      return layout.of;
    },
    get mounts() {
      mounts ??= { of: machine.whole ? mountsOf(machine.layout, host.configuration) : undefined };
      return mounts.of;
    },
  };
  return machine;
}

function hasDefaultsOfNixos(host: NixosHost, { trees }: ProjectView): boolean {
  return host.modules().every((path) => leavesBootAlone(withoutComments(trees.get(path)?.text ?? "")));
}

/** Kept by host: files that define the devices together ask for the same. */
const merged = new WeakMap<NixosHost, { readonly layout: Layout | undefined }>();

/** The layout of all modules of the host together; undefined where it is not known. */
export function wholeLayout(host: NixosHost, analysis: Analysis, view: ProjectView): Layout | undefined {
  const state = host.configuration.option(["disko", "devices"]);
  if (state.kind !== "known") return undefined;
  if (state.definitions.every(({ path }) => analysis.trees.has(path))) return analysis.layout;
  const kept = merged.get(host) ?? { layout: lowerTogether(host, analysis.path, view) };
  merged.set(host, kept);
  return kept.layout;
}

function lowerTogether(host: NixosHost, path: string, { trees }: ProjectView): Layout | undefined {
  const modules = host.configurations().filter(mayHaveDevices);
  const root = marked("merge", { contents: known(list(modules.map((module) => known(module)))) });
  const layout = lowerLayout({ path, root, text: (path) => trees.get(path)?.text });
  return layout && withReplacements(layout, replacementsOn(host));
}

function mayHaveDevices(module: Value): boolean {
  return module.kind === "attrs" && ["disko", "config", "_type"].some((name) => module.attributes.has(name));
}

/** Bind mounts that impermanence and the like make of their own lists are not among them. */
function mountsOf(layout: Layout | undefined, configuration: Configuration): Machine["mounts"] {
  const enabled = configuration.option(["disko", "enableConfig"]);
  if (!layout?.complete || (enabled.kind !== "absent" && !isCertain(enabled))) return undefined;
  const fileSystems = configuration.option(["fileSystems"]);
  if (fileSystems.kind === "unknown") return undefined;
  const own = fileSystems.kind === "known" ? fileSystems.value : undefined;
  if (own !== undefined && (own.kind !== "attrs" || !isCertain(fileSystems))) return undefined;
  const mounts = new Map<string, MachineMount>();
  const byDisko = enabled.kind === "known" && isFalse(enabled.value) ? [] : layout.mounts;
  // Whether what is set by force holds under every condition nobody has looked at.
  if (byDisko.some(({ replaced }) => replaced === "mount")) return undefined;
  for (const { mountpoint, fsType, device, options, replaced } of byDisko) {
    const isKnown = options.complete && options.entries.every(({ certain }) => certain);
    mounts.set(mountpoint.value, {
      mountpoint: mountpoint.value,
      fsType,
      device,
      options: replaced ? [] : isKnown ? options.entries.map(({ value }) => value) : undefined,
      neededForBoot: fsType === "bcachefs" ? true : undefined,
      at: mountpoint.at,
    });
  }
  for (const name of own?.attributes.keys() ?? []) {
    const place = configuration.option(["fileSystems", name, "mountPoint"]);
    if (place.kind !== "absent" && !isCertain(place)) return undefined;
    const entry = entryOf(name, configuration);
    mounts.set(entry.mountpoint, together(mounts.get(entry.mountpoint), entry));
  }
  return mounts;
}

function isFalse(value: Value): boolean {
  return value.kind === "bool" && !value.value;
}

function isCertain(state: OptionState): boolean {
  return state.kind === "known" && state.certain;
}

function entryOf(name: string, configuration: Configuration): MachineMount {
  const read = (attribute: string): Value | undefined => {
    const state = configuration.option(["fileSystems", name, attribute]);
    return state.kind === "known" && state.certain ? state.value : undefined;
  };
  const text = (attribute: string): string | undefined => {
    const value = read(attribute);
    return value?.kind === "string" ? value.value : undefined;
  };
  const state = configuration.option(["fileSystems", name]);
  const neededForBoot = read("neededForBoot");
  return {
    mountpoint: text("mountPoint") ?? name,
    fsType: text("fsType"),
    device: text("device"),
    options: optionsOf(configuration, name),
    neededForBoot: neededForBoot?.kind === "bool" ? neededForBoot.value : undefined,
    at: state.kind === "known" ? state.definitions[0] : undefined,
  };
}

/** No options where none are written; undefined where they are not known. */
function optionsOf(configuration: Configuration, name: string): readonly string[] | undefined {
  const state = configuration.option(["fileSystems", name, "options"]);
  if (state.kind === "absent") return [];
  return state.kind === "known" && state.certain ? stringsIn(state.value) : undefined;
}

/** disko's entry and what the host adds to it. */
function together(disko: MachineMount | undefined, own: MachineMount): MachineMount {
  if (disko === undefined) return own;
  return {
    ...disko,
    fsType: own.fsType ?? disko.fsType,
    device: own.device ?? disko.device,
    options: disko.options && own.options && [...disko.options, ...own.options],
    neededForBoot: own.neededForBoot ?? disko.neededForBoot,
  };
}
