/** What stands under the pointer: `|` marks it. */
import { expect, test } from "vitest";
import { DEFAULT_SETTINGS } from "../../../server/core/settings.ts";
import { engineFor } from "../../support/engine.ts";

async function hoverAt(marked: string): Promise<{ text: string; markdown: string } | undefined> {
  const offset = marked.indexOf("|");
  const text = marked.replace("|", "");
  const hover = (await engineFor({ "/disko.nix": text })).hover("/disko.nix", offset, DEFAULT_SETTINGS);
  return hover && { text: text.slice(hover.at.span.start, hover.at.span.end), markdown: hover.markdown };
}

function btrfs(subvolumes: string): string {
  return `{ disko.devices.disk.main = { device = "/dev/vda"; content = { type = "btrfs"; subvolumes = { ${subvolumes} }; }; }; }`;
}

test("an option says what is in effect and who decides it", async () => {
  const hover = await hoverAt(
    btrfs(`"@" = { mountpoint = "/"; mountOptions = [ "compress=lzo" ]; };
      "@home" = { mountpoint = "/home"; mountOptions = [ "comp|ress=zstd" ]; };`),
  );
  expect(hover?.text).toBe('"compress=zstd"');
  expect(hover?.markdown).toContain("In effect here: `compress=lzo`, decided by @ (`/`).");
});

test("a list that several mounts share is explained once for each different answer", async () => {
  const file = `let options = [ "noatime" "compress|=zstd" ]; in ${btrfs(`"@" = { mountpoint = "/"; mountOptions = options; };
    "@a" = { mountpoint = "/a"; mountOptions = options; }; "@b" = { mountpoint = "/b"; mountOptions = options; };`)}`;
  const pages = (await hoverAt(file))?.markdown.split("\n\n---\n\n") ?? [];
  expect(pages.map((page) => /decided by [^.]*/.exec(page)?.[0])).toEqual([
    "decided by this mount",
    "decided by @ (`/`)",
  ]);
});

test("one of several options in a string has its own page", async () => {
  const hover = await hoverAt(btrfs(`"@" = { mountpoint = "/"; mountOptions = [ "noatime,comp|ress=zstd" ]; };`));
  expect(hover?.text).toBe("compress=zstd");
});

const ESP = (options: string) =>
  `{ disko.devices.disk.main = { device = "/dev/vda"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; mountOptions = [ ${options} ]; }; }; }`;

test("on other filesystems only what means the same everywhere is explained", async () => {
  expect((await hoverAt(ESP(`"noa|time"`)))?.markdown).toContain("this mount only");
  expect(await hoverAt(ESP(`"com|mit=5"`))).toBeUndefined();
});

test.each([
  ["beside an option", btrfs(`"@" = { mount|point = "/"; mountOptions = [ "noatime" ]; };`)],
  ["in a file without disko devices", `{ mountOptions = [ "noa|time" ]; disko = 1; }`],
])("nothing is said %s", async (_, marked) => {
  expect(await hoverAt(marked)).toBeUndefined();
});
