/** What is said of a name that is not there: what was probably meant, and what there is. */
import { enumerate } from "../core/text/enumerate.ts";
import { didYouMean } from "../core/text/similar.ts";
import { printable } from "./cells.ts";

export function unknownHost(asked: string, hosts: readonly string[]): string {
  if (hosts.length === 0) return printable(`no host "${asked}": no NixOS configuration was found`);
  return unknownName(`no host "${asked}"`, asked, hosts);
}

/** `statement`: what is not there. */
export function unknownName(statement: string, asked: string, names: readonly string[]): string {
  const near = didYouMean(asked, names);
  const guess = near === undefined ? "" : ` Did you mean ${near}?`;
  const list = names.length === 0 ? "There is none" : `There is ${enumerate(names, "and")}`;
  return printable(`${statement}.${guess} ${list}`);
}
