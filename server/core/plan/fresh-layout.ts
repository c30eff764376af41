/**
 * A first layout for a file that has none: what every machine needs, and no mount options yet. The planner runs on the
 * result and adds the rest, so that a fresh file and an old one come to the same.
 */
import type { AttrBinding, AttrSetExpr, Expr, SyntaxTree } from "../nix/syntax/ast.ts";
import { newlineOf } from "../nix/syntax/lines.ts";
import { attrs, binding, text, texts, type WriteBinding } from "../nix/write/expression.ts";
import { mergeBinding } from "../nix/write/merge-binding.ts";
import { printExpr } from "../nix/write/print.ts";
import type { FileEdit, TextEdit } from "../text/edit.ts";
import type { Location } from "../text/span.ts";
import { moduleSet } from "./write-module-set.ts";

/** What cannot be known of a layout that does not exist yet. */
export interface FreshLayout {
  /** `/dev/disk/by-id/…`; undefined: not said, and nobody but the user can say it. */
  readonly device: string | undefined;
  readonly luks: boolean;
  /** `16G`; undefined: no swap. */
  readonly swap: string | undefined;
}

export type WrittenFresh =
  | { readonly kind: "edits"; readonly edits: readonly FileEdit[] }
  /** `why` is a sentence: what stands in the way, and what to do. */
  | { readonly kind: "refused"; readonly at: Location | undefined; readonly why: string };

/** What is wrong with the answers, as a sentence for the one who gave them; undefined: nothing. */
export function freshLayoutProblem({ device, swap }: FreshLayout): string | undefined {
  if (device === undefined) return "Name the disk that is to be formatted, best as `/dev/disk/by-id/…`.";
  if (!DEVICE.test(device) || device.includes("/../")) {
    return `\`${device}\` is no path of a device: write one like \`/dev/disk/by-id/nvme-…\`, without blanks and quotes.`;
  }
  if (swap !== undefined && !SWAP_SIZE.test(swap)) {
    return `\`${swap}\` is no size of a swap file: write a whole number and K, M, G, T or P, like \`16G\`.`;
  }
  return undefined;
}

/** Udev gives names of these characters (others as `\x20`, which no shell script of disko's would survive). */
const DEVICE = /^\/dev\/[A-Za-z0-9/_.:=@+,-]*[A-Za-z0-9_:=@+-]$/;
/** What disko takes, but for an empty file: https://github.com/nix-community/disko/blob/v1.13.0/lib/types/btrfs.nix */
const SWAP_SIZE = /^[1-9][0-9]{0,8}[KMGTP]$/;

/** The edits that give a file without `disko.devices` its layout. */
export function writeFreshLayout(input: {
  readonly path: string;
  readonly tree: SyntaxTree;
  readonly fresh: FreshLayout;
}): WrittenFresh {
  const { path, tree, fresh } = input;
  const problem = freshLayoutProblem(fresh);
  if (problem !== undefined) return { kind: "refused", at: undefined, why: problem };
  const [error] = tree.errors;
  if (error) {
    const why = "The file has a syntax error, so nobody can tell where a layout would belong.";
    return { kind: "refused", at: { path, span: error.span }, why };
  }
  if (tree.root === undefined) return { kind: "edits", edits: [{ path, ...wholeFile(tree, fresh) }] };
  return intoSet(path, tree, tree.root, fresh);
}

function wholeFile({ text: source }: SyntaxTree, fresh: FreshLayout): Pick<FileEdit, "span" | "newText"> {
  const newline = newlineOf(source);
  const module = printExpr(attrs([devicesOf(fresh)]), { indentation: "", newline, lists: "one-line" });
  // A byte order mark is no blank for Nix either; what stands there is kept when it is a comment.
  if (source.trim() === "") {
    const head = `# Disk layout: ${headline(fresh)}.${newline}`;
    return { span: { start: 0, end: source.length }, newText: head + module + newline };
  }
  const between = source.endsWith("\n") ? "" : newline;
  return { span: { start: source.length, end: source.length }, newText: between + module + newline };
}

function headline({ luks, swap }: FreshLayout): string {
  return `one disk, ${luks ? "encrypted " : ""}btrfs${swap === undefined ? "" : ", with a swap file"}`;
}

function intoSet(path: string, tree: SyntaxTree, root: Expr, fresh: FreshLayout): WrittenFresh {
  const set = moduleSet(root);
  const refused = (why: string): WrittenFresh => ({ kind: "refused", at: { path, span: root.span }, why });
  if (set === undefined) {
    return refused(
      "The file is no NixOS module that is written out as an attribute set. Generate into an empty file and import that.",
    );
  }
  if (set.bindings.some((one) => one.kind === "binding" && isFlakeOutput(one))) {
    return refused("This is a flake. Generate into an empty file and add that to the modules of a host.");
  }
  const edits = mergeBinding(tree, set.span, devicesOf(fresh));
  if (edits === undefined) return refused("`disko` is set here in a way that nothing can be added to.");
  return { kind: "edits", edits: edits.map((edit) => ({ ...setOff(edit, set), path })) };
}

/** A whole layout is no neighbour of `networking.hostName = "…";`: an empty line stands between. */
function setOff(edit: TextEdit, { bindings }: AttrSetExpr): TextEdit {
  const [, newline = "", rest = ""] = /^(\r?\n)([\s\S]*)$/.exec(edit.newText) ?? [];
  const isOwnBlock = bindings.length > 0 && rest.trimStart().startsWith("disko.");
  return isOwnBlock ? { ...edit, newText: newline + newline + rest.replace(/^(\r?\n)+/, "") } : edit;
}

function isFlakeOutput({ path: [name] }: AttrBinding): boolean {
  return name?.kind === "identifier" && name.name === "outputs";
}

/** `disko.devices.disk.main = { … };` */
export function devicesOf(fresh: FreshLayout): WriteBinding {
  const esp = attrs([
    binding("size", text("1G")),
    binding("type", text("EF00")),
    binding(
      "content",
      attrs([
        binding("type", text("filesystem")),
        binding("format", text("vfat")),
        binding("mountpoint", text("/boot")),
        binding("mountOptions", texts(["umask=0077"])),
      ]),
    ),
  ]);
  const data = attrs([binding("size", text("100%")), binding("content", dataContent(fresh))]);
  const table = attrs([
    binding("type", text("gpt")),
    binding("partitions", attrs([binding("ESP", esp), binding(fresh.luks ? "luks" : "root", data)])),
  ]);
  return binding(
    ["disko", "devices", "disk", "main"],
    attrs([binding("type", text("disk")), binding("device", text(fresh.device ?? "")), binding("content", table)]),
  );
}

function dataContent({ luks, swap }: FreshLayout) {
  const subvolume = (name: string, mountpoint: string, ...more: WriteBinding[]): WriteBinding =>
    binding(name, attrs([binding("mountpoint", text(mountpoint)), ...more]));
  const btrfs = attrs([
    binding("type", text("btrfs")),
    binding("extraArgs", texts(["-f"])),
    binding(
      "subvolumes",
      attrs([
        subvolume("@", "/"),
        subvolume("@home", "/home"),
        subvolume("@nix", "/nix"),
        ...(swap === undefined
          ? []
          : [subvolume("@swap", "/.swapvol", binding(["swap", "swapfile", "size"], text(swap)))]),
      ]),
    ),
  ]);
  if (!luks) return btrfs;
  return attrs([
    binding("type", text("luks")),
    binding("name", text("crypted")),
    // Without it no TRIM reaches the disk below: https://wiki.archlinux.org/title/Dm-crypt/Specialties
    binding(["settings", "allowDiscards"], { kind: "bool", value: true }),
    binding("content", btrfs),
  ]);
}
