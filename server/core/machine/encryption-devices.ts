/** What a host says of its LUKS devices beside disko: `boot.initrd.luks.devices`. */
import { knownString } from "../disko/attribute-value.ts";
import type { DiskoObject } from "../disko/layout.ts";
import type { SyntaxTree } from "../nix/syntax/ast.ts";
import type { Machine } from "./machine.ts";

interface Read {
  readonly paths: readonly string[];
  syntax(path: string): SyntaxTree | undefined;
}

/**
 * Whether modules say something of this LUKS themselves, or may: then what disko's settings lack may stand there. Where no
 * host is known that is seen by the text of the files that were read.
 */
export function hasOwnLuksEntry(luks: DiskoObject, machine: Machine | undefined, read: Read): boolean {
  const name = knownString(luks, "name");
  if (name === undefined) return true;
  if (machine !== undefined) {
    return machine.configuration.option(["boot", "initrd", "luks", "devices", name]).kind !== "absent";
  }
  return read.paths.some((path) => {
    const tree = read.syntax(path);
    return tree !== undefined && mentionsLuksDevices(tree);
  });
}

/** Every LUKS of a file asks for the same. */
const mentions = new WeakMap<SyntaxTree, boolean>();

function mentionsLuksDevices(tree: SyntaxTree): boolean {
  const found = mentions.get(tree) ?? /\bluks\s*(?:\.|=\s*\{\s*)\s*devices\b/.test(tree.text);
  mentions.set(tree, found);
  return found;
}
