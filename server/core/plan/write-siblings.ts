/** How the subvolumes of a filesystem are written, for one more of them. */
import type { BtrfsFilesystem, Layout } from "../disko/layout.ts";
import type { AttrBinding, AttrSetExpr } from "../nix/syntax/ast.ts";
import { staticName } from "../nix/write/definitions.ts";
import { finalTexts, type Holder } from "./write-holders.ts";
import type { Sources } from "./write-result.ts";
import type { SubvolumeSite } from "./write-subvolume-site.ts";

/** What is known beside the changes themselves. */
export interface Beside extends Sources {
  readonly layout: Layout;
  readonly holders: readonly Holder[];
  /** Whether another change edits the source there. */
  readonly isEdited: (at: { readonly path: string; readonly span: { start: number; end: number } }) => boolean;
}

/** How the subvolumes beside a new one are written. */
export interface SubvolumeStyle {
  /** Name as source. */
  readonly name?: string;
  /** `{ … }` on one line where it fits. */
  readonly oneLine?: boolean;
  /** Source of `mountOptions`, where all share it. */
  readonly options?: string | undefined;
  /** Source of the whole value by its mountpoint, where all are calls of one function, or only name a mountpoint. */
  readonly value?: ((mountpoint: string) => string) | undefined;
}

type Site = SubvolumeSite & { readonly kind: "site" };
type Style = ({ readonly kind: "style" } & SubvolumeStyle) | { readonly kind: "none"; readonly why: string };

/** `wanted`: the options of each new subvolume. */
export function siblingStyle(
  filesystem: BtrfsFilesystem,
  site: Site,
  wanted: readonly (readonly string[])[],
  beside: Beside,
): Style {
  const mounted = siblingsOf(filesystem, site, beside);
  const value = mounted && allWant(mounted, wanted) ? sharedCall(mounted, site, beside) : undefined;
  if (value) return { kind: "style", value };
  if (site.mapped) return { kind: "none", why: "The subvolumes are made by a function that gives other options." };
  const sets = site.bindings
    .map(({ value }) => value)
    .filter((value): value is AttrSetExpr => value.kind === "attrset");
  const isLine = ({ span }: AttrSetExpr): boolean => !site.tree.text.slice(span.start, span.end).includes("\n");
  const filled = sets.filter(({ bindings }) => bindings.length > 0);
  const oneLine = filled.length > 0 && filled.every(isLine);
  const alike = mounted?.filter((one) => allWant([one], wanted)) ?? [];
  // What a single one of several is given may be meant for that one alone.
  const options = alike.length > 1 || alike.length === mounted?.length ? sharedOptions(alike, site, beside) : undefined;
  return { kind: "style", oneLine, options };
}

interface Sibling {
  readonly binding: AttrBinding;
  readonly holder: Holder;
  readonly mountpoint: string;
}

/** The mounts of the filesystem with the bindings they are written in; undefined where one is written elsewhere. */
function siblingsOf(filesystem: BtrfsFilesystem, site: Site, { holders }: Beside): Sibling[] | undefined {
  const siblings: Sibling[] = [];
  for (const holder of holders) {
    const { mount } = holder;
    if (mount === undefined || mount.btrfs !== filesystem) continue;
    const binding = site.bindings.find((one) => nameOf(one, site) === holder.object.name);
    // `"@".mountpoint = …` is only a part of what is written.
    if (binding === undefined || binding.path.length > (site.prefix === "" ? 1 : 2)) return undefined;
    siblings.push({ binding, holder, mountpoint: mount.mountpoint.value });
  }
  return siblings.length > 0 ? siblings : undefined;
}

function nameOf({ path }: AttrBinding, { prefix }: Site): string | undefined {
  const name = path[prefix === "" ? 0 : 1];
  return staticName(name);
}

function allWant(siblings: readonly Sibling[], wanted: readonly (readonly string[])[]): boolean {
  const texts = wanted.map((options) => JSON.stringify(options));
  return siblings.every(({ holder }) => texts.every((text) => text === JSON.stringify(finalTexts(holder))));
}

function isNamed({ path: [name, ...others] }: AttrBinding, wanted: string): boolean {
  return name !== undefined && others.length === 0 && staticName(name) === wanted;
}

/** What all values have in common around their mountpoint: `mkSubvolume "…"`, or nothing but the mountpoint itself. */
function sharedCall(siblings: readonly Sibling[], site: Site, beside: Beside): SubvolumeStyle["value"] {
  const [first, ...others] = siblings.map((sibling) => aroundMountpoint(sibling, site, beside));
  if (first === undefined) return undefined;
  const same = others.every((other) => other?.before === first.before && other.after === first.after);
  return same ? (mountpoint) => first.before + mountpoint + first.after : undefined;
}

function aroundMountpoint(
  { binding, mountpoint }: Sibling,
  { tree, path, mapped }: Site,
  beside: Beside,
): { before: string; after: string } | undefined {
  const { value } = binding;
  if (mapped ? value.kind !== "string" : value.kind !== "apply") return undefined;
  if (beside.isEdited({ path, span: value.span })) return undefined;
  const source = tree.text.slice(value.span.start, value.span.end);
  const parts = source.split(`"${mountpoint}"`);
  const [before, after] = parts;
  if (parts.length !== 2 || before === undefined || after === undefined) return undefined;
  return /[\n#]|\/\*/.test(source) ? undefined : { before, after };
}

/** The source of `mountOptions` that all share; a list of its own is none. */
function sharedOptions(siblings: readonly Sibling[], { tree, path }: Site, beside: Beside): string | undefined {
  const sources = siblings.map(({ binding: { value } }) => {
    if (value.kind !== "attrset") return undefined;
    const own = value.bindings.find((one) => one.kind === "binding" && isNamed(one, "mountOptions"));
    if (own?.kind !== "binding" || own.value.kind === "list") return undefined;
    if (value.recursive || beside.isEdited({ path, span: own.value.span })) return undefined;
    const source = tree.text.slice(own.value.span.start, own.value.span.end);
    return /[\n#]|\/\*/.test(source) ? undefined : source;
  });
  const [first] = sources;
  return sources.every((source) => source === first) ? first : undefined;
}
