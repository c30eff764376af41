/** Where hosts take long: what the file itself shows comes first, typing goes on, and the user sees how far it is. */
import { expect, test } from "vitest";
import { itemsOf, type LspClient, VSCODE_LIKE } from "../support/lsp-client.ts";
import { layout } from "./layouts.ts";
import { useServer } from "./use-server.ts";

const servers = useServer();

const HOSTS = 24;

/** Of two option lists of one filesystem the second is ignored: that is seen without any host. */
const LAYOUT = layout(`"@" = { mountpoint = "/"; mountOptions = [ "noatime" ]; };
            "@postgres" = { mountpoint = "/var/lib/postgresql"; mountOptions = [ "noatime" "compress=zstd" ]; };`);

/** What counting to so many costs is far more than half a second for all hosts together, on any machine. */
const SLOW = "builtins.foldl' (sum: n: sum + n) 0 (builtins.genList (n: n) 60000) > 0";

const numbers = Array.from({ length: HOSTS }, (_, index) => index);

/** Only the last host has the layout: who wants to know what it runs has to wait for all of them. */
const PROJECT: Readonly<Record<string, string>> = {
  "flake.nix": `{
  outputs = { nixpkgs, ... }: {
    nixosConfigurations = nixpkgs.lib.genAttrs [ ${numbers.map((n) => `"host${n + 10}"`).join(" ")} ] (name:
      nixpkgs.lib.nixosSystem { modules = [ (./hosts + "/\${name}.nix") ]; });
  };
}
`,
  "disko.nix": LAYOUT,
  "other.nix": "{ }",
  ...Object.fromEntries(
    numbers.map((n) => [
      `hosts/host${n + 10}.nix`,
      `{ services.postgresql.enable = true; imports = if ${SLOW} then [ ../${n === HOSTS - 1 ? "disko" : "other"}.nix ] else [ ]; }\n`,
    ]),
  ),
};

const capabilities = { ...VSCODE_LIKE, window: { workDoneProgress: true } };

/** A client with the layout open, and what it says first. */
async function opened(): Promise<{ client: LspClient; uri: string; first: string[] }> {
  const client = await servers.start({ capabilities, settings: { priority: "performance" } });
  const uri = servers.folder(PROJECT).uri("disko.nix");
  await client.open(uri, LAYOUT);
  return { client, uri, first: await codes(client, uri) };
}

async function codes(client: LspClient, uri: string): Promise<string[]> {
  return itemsOf(await client.pull(uri)).map(({ code }) => String(code));
}

test("findings of the file come first, those that its host asks for when it is known", async () => {
  const { client, uri, first } = await opened();
  expect(first).toContain("DSK204");
  expect(first).not.toContain("DSK401");
  expect(await client.progress()).toMatchObject({ kind: "begin", cancellable: true });
  let word = await client.progress();
  while (word.kind === "report") {
    expect(word.message).toMatch(/^\d+ of 24 hosts$/);
    word = await client.progress();
  }
  expect(word.kind).toBe("end");
  await client.refreshAsked();
  expect(await codes(client, uri)).toEqual(expect.arrayContaining(["DSK204", "DSK401"]));
}, 120_000);

test("what is typed meanwhile is answered before the hosts are, and the last text counts", async () => {
  const { client, uri } = await opened();
  expect(await client.progress()).toMatchObject({ kind: "begin" });
  const order: string[] = [];
  const end = (async () => {
    while ((await client.progress()).kind !== "end");
    order.push("hosts");
  })();
  await client.change(uri, [{ text: LAYOUT.replace("compress=zstd", "compress=zst") }]);
  await client.change(uri, [{ text: LAYOUT.replace(' "compress=zstd"', "") }]);
  const hover = client.hover(uri, { line: 0, character: 0 }).then(() => order.push("hover"));
  await Promise.all([end, hover]);
  expect(order).toEqual(["hover", "hosts"]);
  await client.refreshAsked();
  const last = await codes(client, uri);
  expect(last).toContain("DSK401");
  expect(last).not.toContain("DSK204");
}, 120_000);

test("who cancels is asked no more until something changes", async () => {
  const { client, uri } = await opened();
  const { token } = await client.progress();
  await client.cancelProgress(token);
  let word = await client.progress();
  while (word.kind !== "end") word = await client.progress();
  expect(await codes(client, uri)).toContain("DSK204");
  await client.change(uri, [{ text: `${LAYOUT}# changed\n` }]);
  await codes(client, uri);
  expect(await client.progress()).toMatchObject({ kind: "begin" });
}, 120_000);

test("a client that shows no progress gets its findings all the same", async () => {
  const client = await servers.start({ settings: { priority: "performance" } });
  const uri = servers.folder(PROJECT).uri("disko.nix");
  await client.open(uri, LAYOUT);
  expect(await codes(client, uri)).toContain("DSK204");
  await client.refreshAsked();
  expect(await codes(client, uri)).toContain("DSK401");
}, 120_000);
