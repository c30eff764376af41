/**
 * What an input of a flake is, told by where it comes from. Nothing is fetched: a few projects that nearly every configuration
 * builds on are known by their addresses, everything else is not known.
 */
import { selectAttribute } from "../nix/values/select.ts";
import type { Value } from "../nix/values/value.ts";
import { modulesBesideBoot } from "./modules-beside-boot.ts";
import type { Framework } from "./nixpkgs-source.ts";

export type InputKind =
  | { readonly kind: "known"; readonly project: KnownProject }
  /** Gives modules that declare options of their own and leave those of NixOS alone, as far as a toolstack goes. */
  | { readonly kind: "own-options" }
  /** Gives modules of these names that may say anything but how the machine boots and what it mounts. */
  | { readonly kind: "beside-boot"; readonly modules: readonly string[] }
  /** A folder of the workspace; `flake` false: just its files. */
  | { readonly kind: "folder"; readonly path: string; readonly flake: boolean }
  | { readonly kind: "other" };

export type KnownProject =
  | "nixpkgs"
  | "flake-parts"
  | "flake-utils"
  | "home-manager"
  | "import-tree"
  | "nix-darwin"
  | "systems"
  | Framework;

const OTHER: InputKind = { kind: "other" };

/** Repositories by their address, and the names under which the registry of Nix, or habit, knows them. */
const PROJECTS: readonly { readonly project: KnownProject; readonly address: RegExp; readonly name: RegExp }[] = [
  {
    project: "nixpkgs",
    address: /(^|[/:])nixpkgs(\.lib|\.git)?([/?#]|$)|channels\.nixos\.org|releases\.nixos\.org|^flake:nixpkgs/i,
    name: /^(nix)?pkgs(-lib|[-_]?(un)?stable([-_]small)?|[-_]?master|[-_]?small|[-_]?\d\d[-_.]?\d\d|[-_]darwin)?$|^nixos([-_](un)?stable|[-_]\d\d[-_.]\d\d)?$|^(un)?stable$/i,
  },
  { project: "flake-parts", address: /hercules-ci\/flake-parts\b/i, name: /^(flake-)?parts$/ },
  { project: "flake-utils", address: /numtide\/flake-utils(?!-)\b/i, name: /^(flake-)?utils$/ },
  { project: "home-manager", address: /(nix-community|rycee)\/home-manager\b/i, name: /^(home-manager|hm)([-_]\w+)*$/ },
  { project: "import-tree", address: /\/import-tree\b/i, name: /^import-tree$/ },
  { project: "nix-darwin", address: /\/nix-darwin\b/i, name: /^(nix-)?darwin$/ },
  { project: "nixos-unified", address: /srid\/nixos-unified\b/i, name: /^nixos-unified$/ },
  { project: "snowfall", address: /snowfallorg\/lib\b/i, name: /^snowfall(-lib)?$/ },
  { project: "clan", address: /clan(-lol)?\/clan-core\b/i, name: /^clan(-core)?$/ },
  { project: "haumea", address: /nix-community\/haumea\b/i, name: /^haumea$/ },
  { project: "blueprint", address: /numtide\/blueprint\b/i, name: /^blueprint$/ },
  { project: "systems", address: /nix-systems\//i, name: /^systems$/ },
];

/** Secrets and what survives a reboot. Sources: the options that each documents, under <https://github.com/ADDRESS>. */
const OWN_OPTIONS =
  /\/(Mic92\/sops-nix|ryantm\/agenix|yaxitech\/ragenix|oddlama\/agenix-rekey|nix-community\/(impermanence|preservation|disko)|WilliButz\/preservation)\b/i;

/** `declared`: the set `inputs` of the flake. `root`: its folder. */
export function inputKind(name: string, declared: Value, root: string): InputKind {
  const input = memberOf(declared, name);
  const follows = input && textOf(memberOf(input, "follows"));
  if (follows !== undefined && follows !== "") return followed(follows, declared, root);
  const address = input && addressOf(input);
  if (address === undefined) return known(PROJECTS.find((one) => one.name.test(name))?.project);
  const folder = folderOf(address, root);
  if (folder !== undefined) return { kind: "folder", path: folder, flake: !isFalse(input && memberOf(input, "flake")) };
  if (hasOwnOptions(address)) return { kind: "own-options" };
  const modules = modulesBesideBoot(address);
  if (modules !== undefined) return { kind: "beside-boot", modules };
  return known(PROJECTS.find((one) => one.address.test(address))?.project);
}

function hasOwnOptions(address: string): boolean {
  return OWN_OPTIONS.test(`/${address.replace(/^[\w+]+:\/*/, "")}`);
}

/** Whether the modules of a project leave the options of NixOS alone, as far as a toolstack goes. */
export function isOwnOptions(address: string): boolean {
  return hasOwnOptions(address) || PROJECTS.some((one) => one.project === "home-manager" && one.address.test(address));
}

/** `nixpkgs`, or `hyprland/nixpkgs`: the input of another input goes by its name. */
function followed(path: string, declared: Value, root: string): InputKind {
  const [first = "", ...rest] = path.split("/");
  const last = rest.at(-1);
  if (last !== undefined) return known(PROJECTS.find((one) => one.name.test(last))?.project);
  const target = memberOf(declared, first);
  // One that follows another in turn: no flake has chains of them.
  if (target && memberOf(target, "follows")) return known(PROJECTS.find((one) => one.name.test(first))?.project);
  return inputKind(first, declared, root);
}

function known(project: KnownProject | undefined): InputKind {
  return project === undefined ? OTHER : { kind: "known", project };
}

/** `url`, or the same as a set: `{ type = "github"; owner = …; repo = …; }`. */
function addressOf(input: Value): string | undefined {
  const url = textOf(memberOf(input, "url")) ?? textOf(memberOf(input, "path"));
  if (url !== undefined) return url;
  const repo = textOf(memberOf(input, "repo")) ?? textOf(memberOf(input, "id"));
  return repo === undefined ? undefined : `${textOf(memberOf(input, "owner")) ?? ""}/${repo}`;
}

/** The part of a system list's address that tells which list it is: `default-linux`. */
export function systemsList(name: string, declared: Value): string {
  const input = memberOf(declared, name);
  const address = input && addressOf(input);
  return /nix-systems\/([\w-]+)/.exec(address ?? "")?.[1] ?? "default";
}

/** `path:./x` and `./x` lie in the flake's own folder. */
function folderOf(address: string, root: string): string | undefined {
  const relative = /^(?:path:|git\+file:)?(\.(?:\/[^?#]*)?)(?:[?#].*)?$/.exec(address)?.[1];
  if (relative === undefined || relative.split("/").includes("..")) return undefined;
  const below = relative.replace(/^\.\/?/, "").replace(/\/$/, "");
  return below === "" ? root : `${root}/${below}`;
}

function memberOf(value: Value, name: string): Value | undefined {
  const selection = selectAttribute(value, name);
  return selection.kind === "found" ? selection.attribute.thunk.force() : undefined;
}

function textOf(value: Value | undefined): string | undefined {
  return value?.kind === "string" ? value.value : undefined;
}

function isFalse(value: Value | undefined): boolean {
  return value?.kind === "bool" && !value.value;
}
