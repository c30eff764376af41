/** A change outside is seen wherever a layout rests on it, whatever the file is called. */
import { expect, test } from "vitest";
import { layout } from "./layouts.ts";
import { useServer } from "./use-server.ts";

const servers = useServer();

test("a file of another kind that a layout reads is watched by its name", async () => {
  const client = await servers.start();
  await client.registered("workspace/didChangeWatchedFiles");
  const text = layout(`"@" = { mountpoint = "/"; mountOptions = [ (builtins.readFile ./option) ]; };`);
  const folder = servers.folder({ "disko.nix": text, option: "noatme" });
  await client.open(folder.uri("disko.nix"), text);
  const report = await client.pull(folder.uri("disko.nix"));
  expect(report).toMatchObject({ items: [{ code: "DSK201" }] });
  expect(await client.registered("workspace/didChangeWatchedFiles")).toEqual({
    watchers: [{ globPattern: `${folder.path}/option` }],
  });
  folder.write("option", "noatime");
  await client.filesChanged(folder.uri("option"));
  expect(await client.pull(folder.uri("disko.nix"))).toMatchObject({ items: [] });
});
