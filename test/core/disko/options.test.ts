/** Places of mount options: what a fix may touch. */
import { expect, test } from "vitest";
import type { Layout, OptionList } from "../../../server/core/disko/layout.ts";
import { btrfsFile, lowered, sourceOf } from "./lowered.ts";

function optionsOf(layout: Layout, name: string): OptionList {
  const options = layout.btrfs[0]?.subvolumes.find((one) => one.name === name)?.options;
  if (options === undefined) throw new Error(`no subvolume ${name}`);
  return options;
}

test("places of a list written in its binding", async () => {
  const text = btrfsFile('subvolumes."@".mountOptions = [ "noatime" \'\'ssd\'\' ("a" + "b") "x\\y" ];');
  const { key, binding, list, entries } = optionsOf(await lowered(text), "@");
  const source = (at: OptionList["key"]): string | undefined => at && sourceOf(text, at);
  expect(source(key)).toBe("mountOptions");
  expect(source(list)).toBe('[ "noatime" \'\'ssd\'\' ("a" + "b") "x\\y" ]');
  expect(source(binding)).toBe(`subvolumes."@".mountOptions = ${source(list)};`);
  expect(entries.map(({ value, literal, at }) => [value, literal, sourceOf(text, at)])).toEqual([
    ["noatime", true, '"noatime"'],
    ["ssd", false, "''ssd''"],
    ["ab", false, '"a" + "b"'],
    ["xy", false, '"x\\y"'],
  ]);
});

test("a list that others share is not for a fix of one of them", async () => {
  const text = btrfsFile(
    `subvolumes."@a".mountOptions = common;
     subvolumes."@b".mountOptions = common ++ [ "ssd" ];
     subvolumes."@c" = { inherit mountOptions; };
     subvolumes."@d" = { mountOptions = [ "noatime" ]; } // { mountOptions = [ "ssd" ]; };
     subvolumes."@e".mountOptions = lib.mkForce [ "noatime" ];`,
    '{ lib, ... }: let common = [ "noatime" ]; mountOptions = common; in ',
  );
  const layout = await lowered(text);
  const shown = ["@a", "@b", "@c", "@d", "@e"].map((name) => {
    const { list, entries } = optionsOf(layout, name);
    return [name, list && sourceOf(text, list), entries.map((one) => one.value).join(" ")];
  });
  expect(shown).toEqual([
    ["@a", undefined, "noatime"],
    ["@b", undefined, "noatime ssd"],
    ["@c", undefined, "noatime"],
    ["@d", '[ "ssd" ]', "ssd"],
    ["@e", '[ "noatime" ]', "noatime"],
  ]);
});
