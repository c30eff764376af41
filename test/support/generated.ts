/** A layout through the engine, and what the generated text says when it is read again. */

import { stringOf } from "../../server/core/disko/attribute-value.ts";
import type { BtrfsFilesystem, Layout, Mount } from "../../server/core/disko/layout.ts";
import { lowerLayout } from "../../server/core/disko/lower.ts";
import type { GenerateResult } from "../../server/core/engine.ts";
import { orderMounts } from "../../server/core/mounts/mount-order.ts";
import { createEvaluator } from "../../server/core/nix/values/evaluate.ts";
import { fromJson, type JsonInput } from "../../server/core/nix/values/from-json.ts";
import { jsonText, toJson } from "../../server/core/nix/values/json.ts";
import { selectAttribute } from "../../server/core/nix/values/select.ts";
import type { Value } from "../../server/core/nix/values/value.ts";
import { DEFAULT_SETTINGS, NO_SELECTION, type Priority, type Target } from "../../server/core/settings.ts";
import { engineFor } from "./engine.ts";
import { parse } from "./evaluate.ts";
import { memoryFiles } from "./memory-files.ts";

export const LAYOUT_PATH = "/w/disko.nix";

export interface Wanted {
  readonly priority: Priority;
  readonly target: Target;
  /** Whether the file is a NixOS module, so that tmpfiles lines in it take effect. */
  readonly module: boolean;
  readonly tools: readonly string[];
  readonly accept?: readonly string[];
}

export type Generated = Extract<GenerateResult, { kind: "plan" }>;

/** Throws where nothing can be generated. */
export async function generated(text: string, wanted: Wanted): Promise<Generated> {
  const engine = await engineFor({ [LAYOUT_PATH]: text });
  const { accept = [], ...choices } = wanted;
  const settings = { ...DEFAULT_SETTINGS, selection: { ...NO_SELECTION, ...choices } };
  const fresh = { device: undefined, luks: false, swap: undefined };
  const result = engine.generate(LAYOUT_PATH, settings, { accept, skip: [], fresh });
  if (result.kind !== "plan") throw new Error(`no plan: ${JSON.stringify(result)}`);
  return result;
}

/** What a file gives `pkgs` for: here only programs that this machine has. */
const ARGUMENTS: { readonly [name: string]: JsonInput } = { pkgs: { e2fsprogs: "/usr" } };

export interface ReadLayout {
  readonly layout: Layout;
  /** As disko mounts them. */
  readonly mounts: readonly Mount[];
  /** `postCreateHook` of a filesystem; undefined where it has none. */
  hook(filesystem: BtrfsFilesystem): string | undefined;
  /** `systemd.tmpfiles.rules` of the file. */
  readonly tmpfiles: readonly string[];
  /** What stands under a path in the file, as JSON; undefined where there is nothing. */
  json(path: readonly string[]): unknown;
}

/** The layout of a text, by our own evaluator. Throws where not all of it is known. */
export function readLayout(text: string): ReadLayout {
  const evaluator = createEvaluator({ parse, files: memoryFiles({ [LAYOUT_PATH]: text }) });
  const args = Object.fromEntries(Object.entries(ARGUMENTS).map(([name, json]) => [name, fromJson(json)]));
  const root = evaluator.evaluateRoot(LAYOUT_PATH, args);
  const layout = lowerLayout({ path: LAYOUT_PATH, root, text: () => text });
  if (!layout?.complete) throw new Error(`not all of the layout is known:\n${text}`);
  const json = (path: readonly string[]): unknown => {
    const value = below(root, ["config", ...path]) ?? below(root, path);
    return value && JSON.parse(jsonText(toJson(value, evaluator.context)));
  };
  return {
    layout,
    mounts: inOrder(layout.mounts),
    json,
    tmpfiles: strings(json(["systemd", "tmpfiles", "rules"]) ?? []),
    hook({ object }) {
      const hook = stringOf(object, "postCreateHook");
      if (hook.kind === "unknown") throw new Error(`a hook is not known: ${hook.why}`);
      return hook.kind === "known" ? hook.value : undefined;
    },
  };
}

function below(root: Value, path: readonly string[]): Value | undefined {
  let value = root;
  for (const name of path) {
    const selection = selectAttribute(value, name);
    if (selection.kind !== "found") return undefined;
    value = selection.attribute.thunk.force();
  }
  return value;
}

function strings(json: unknown): string[] {
  if (!Array.isArray(json)) throw new Error("a list was expected");
  return json.map((item) => {
    if (typeof item !== "string") throw new Error(`a string was expected: ${JSON.stringify(item)}`);
    return item;
  });
}

function inOrder(mounts: readonly Mount[]): readonly Mount[] {
  const entries = mounts.map((mount) => ({
    name: mount.mountpoint.value,
    mountpoint: mount.mountpoint.value,
    device: mount.device,
    fsType: mount.fsType,
    options: mount.options.entries.map(({ value }) => value),
    depends: [],
    neededForBoot: false,
    mount,
  }));
  const ordered = orderMounts(entries);
  if (ordered === undefined) throw new Error("the mounts wait for each other");
  return ordered.map(({ mount }) => mount);
}
