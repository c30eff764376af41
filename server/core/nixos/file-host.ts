/** A host that is a configuration file and what it imports. */
import { pathValue } from "../nix/values/make.ts";
import { known, type Thunk } from "../nix/values/value.ts";
import { basename, dirname, relativePath } from "../text/path.ts";
import { nodeAt } from "./configuration.ts";
import { UNWRAPPED } from "./definition.ts";
import type { NixosHost, NotKnown } from "./host.ts";
import { type HostSystem, hostSystem } from "./host-system.ts";
import { nixosHost } from "./nixos-host.ts";
import { createWorkshop, type FindHostsOptions, type Workshop } from "./workspace.ts";

/** Names that say nothing of the machine. */
export const COMMON_NAMES = ["configuration.nix", "default.nix"];

/** A file that may be a host, evaluated at most once. */
export interface FileSystem {
  readonly path: string;
  readonly system: () => HostSystem;
}

/** What the flake around a file gives it, where there is one. */
export interface FileSurroundings {
  readonly specialArgs?: Thunk | undefined;
  readonly flake?: Workshop | undefined;
}

export function fileSystem(path: string, options: FindHostsOptions, around: FileSurroundings = {}): FileSystem {
  let made: HostSystem | undefined;
  const make = (): HostSystem =>
    hostSystem({
      workshop: createWorkshop(options),
      modules: [{ thunk: known(pathValue(path)), wrapping: UNWRAPPED, binding: undefined }],
      specialArgs: around.specialArgs,
      system: undefined,
    });
  return {
    path,
    system() {
      made ??= make();
      return made;
    },
  };
}

export function fileHost(
  { path, system }: FileSystem,
  name: string,
  likely?: NotKnown | undefined,
  flake?: Workshop | undefined,
): NixosHost {
  return nixosHost({ name, entry: path, at: { path, span: { start: 0, end: 0 } }, system, likely, flake });
}

/** `networking.hostName`, else the name of the folder, or of a file that has a name of its own. */
export function nameOf({ path, system }: FileSystem): string {
  const state = nodeAt(system().system.root, ["networking", "hostName"]).state();
  if (state.kind === "known" && state.value.kind === "string" && state.value.value !== "") return state.value.value;
  return basename(ownPath(path)) || "host";
}

/** The path that tells a configuration from others: of its folder, where the file has no name of its own. */
function ownPath(path: string): string {
  return COMMON_NAMES.includes(basename(path)) ? dirname(path) : path.replace(/\.nix$/, "");
}

/** Names of hosts; those of one name get the folder's name, and where that is the same the whole path. */
export function namesApart(files: readonly FileSystem[], root: string): readonly string[] {
  const named = files.map((file) => ({ path: file.path, name: nameOf(file) }));
  const namings: readonly ((one: { path: string; name: string }) => string)[] = [
    ({ name }) => name,
    ({ name, path }) => `${name}-${basename(ownPath(path))}`,
    ({ name, path }) => `${name}-${relativePath(root, ownPath(path)).replace(/^\.\//, "").replaceAll("/", "-")}`,
  ];
  return named.map((one) => {
    const isDistinct = (naming: (other: typeof one) => string): boolean =>
      named.filter((other) => naming(other) === naming(one)).length === 1;
    return namings.find(isDistinct)?.(one) ?? one.path;
  });
}

/** Whether it is a module of a flake (flake.parts) and none of NixOS. Source: <https://flake.parts/options/flake-parts.html>. */
export function isFlakeModule({ system }: FileSystem): boolean {
  return system()
    .system.root.names()
    .some((name) => FLAKE_MODULE.includes(name));
}

const FLAKE_MODULE = ["flake", "perSystem", "flake-file"];
