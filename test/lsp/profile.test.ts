/** `disko/profile`: hosts with their tools and evidence, and the page that tells them. */
import { expect, test } from "vitest";
import type { ProfileAnswer } from "../../server/lsp/profile.ts";
import type { LspClient } from "../support/lsp-client.ts";
import { CONFIGURATION, LAYOUT, PROJECT, TWO_HOSTS } from "./hosts.ts";
import { OTHER } from "./layouts.ts";
import { useServer } from "./use-server.ts";

const servers = useServer();

function profile(client: LspClient, params: unknown): Promise<ProfileAnswer | null> {
  return client.connection.sendRequest("disko/profile", params);
}

async function profileOf(client: LspClient, params: unknown): Promise<ProfileAnswer> {
  const answer = await profile(client, params);
  if (!answer) throw new Error("no answer");
  return answer;
}

const toolsOf = ({ hosts }: ProfileAnswer): string[][] => hosts.map(({ tools }) => tools.map(({ id }) => id));

test("a layout's host and its tools, each with the line that shows it", async () => {
  const folder = servers.folder(PROJECT);
  const { hosts, problems, noSuchHost } = await profileOf(servers.shared(), { uri: folder.uri("disko.nix") });
  const [host, ...others] = hosts;
  expect(others).toEqual([]);
  expect(problems).toEqual([]);
  expect(noSuchHost).toBe(undefined);
  expect(host).toMatchObject({ name: "atlas", entry: folder.uri("flake.nix") });
  const postgresql = host?.tools.find(({ id }) => id === "postgresql");
  expect(postgresql).toMatchObject({ name: "PostgreSQL", category: "database", certainty: "certain", via: "option" });
  const [evidence] = postgresql?.evidence ?? [];
  expect(evidence?.name).toBe("services.postgresql.enable");
  expect(evidence?.location?.uri).toBe(folder.uri("configuration.nix"));
  const line = CONFIGURATION.split("\n")[evidence?.location?.range.start.line ?? -1];
  expect(line).toBe("  services.postgresql.enable = true;");
});

test("a folder gives every host in it, a name only one, and a wrong name those that are", async () => {
  const folder = servers.folder(TWO_HOSTS);
  const uri = folder.uri(".");
  const names = async (params: object) => (await profileOf(servers.shared(), params)).hosts.map(({ name }) => name);
  expect(await names({ uri })).toEqual(["atlas", "borealis"]);
  expect(await names({ uri, host: "borealis" })).toEqual(["borealis"]);
  const wrong = await profileOf(servers.shared(), { uri, host: "cirrus" });
  expect(wrong).toMatchObject({ hosts: [], noSuchHost: ["atlas", "borealis"] });
  expect(wrong.page).toContain("There are: `atlas`, `borealis`.");
});

test("the page names tools, evidence, use of the disk and what it asks, with addresses that can be opened", async () => {
  const folder = servers.folder(PROJECT);
  const { page } = await profileOf(servers.shared(), { uri: folder.uri("disko.nix") });
  expect(page).toMatch(/^# atlas\n/);
  const link = `[\`configuration.nix:3\`](${folder.uri("configuration.nix")}#L3)`;
  expect(page).toContain(`| PostgreSQL | Databases | certain | \`services.postgresql.enable\` in ${link} |`);
  expect(page).toMatch(/\| Writes \| over blocks of existing files.*https:\/\//);
  expect(page).toContain("### `/var/lib/postgresql`");
  expect(page).toContain("**No copy-on-write**");
});

test("a client may say where links in pages are counted from, and which folders they may lead to", async () => {
  const folder = servers.folder({ ...PROJECT, "sub/README": "" });
  const inside = { base: folder.uri("sub"), folders: [folder.uri(".")] };
  const client = await servers.start({ initializationOptions: { pages: inside } });
  expect((await profileOf(client, { uri: folder.uri("disko.nix") })).page).toContain(
    "[`configuration.nix:3`](/../configuration.nix#L3)",
  );
  const elsewhere = { base: folder.uri("sub"), folders: [folder.uri("sub")] };
  const outsider = await servers.start({ initializationOptions: { pages: elsewhere } });
  const { page } = await profileOf(outsider, { uri: folder.uri("disko.nix") });
  expect(page).toContain("`services.postgresql.enable` in `configuration.nix:3`");
  expect(page).not.toContain("](/");
});

test("settings add tools and leave others out", async () => {
  const folder = servers.folder(PROJECT);
  const client = await servers.start({ settings: { tools: ["libvirt"], exclude: ["podman"] } });
  const answer = await profileOf(client, { uri: folder.uri("disko.nix") });
  expect(toolsOf(answer)).toEqual([["postgresql", "libvirt"]]);
  expect(answer.hosts[0]?.tools.find(({ id }) => id === "libvirt")).toMatchObject({ via: "user" });
});

test("a tool that nobody knows is told, and the rest counts", async () => {
  const folder = servers.folder(PROJECT);
  const client = await servers.start({ settings: { tools: ["postgresqll"] } });
  const answer = await profileOf(client, { uri: folder.uri("disko.nix") });
  expect(toolsOf(answer)).toEqual([["podman", "postgresql"]]);
  expect(answer.problems).toEqual([{ message: expect.stringContaining("postgresqll") }]);
});

test("what is chosen for a file in the client counts, from the start and when it changes", async () => {
  const folder = servers.folder(TWO_HOSTS);
  const uri = folder.uri("disko.nix");
  const client = await servers.start({ initializationOptions: { choices: { [uri]: { host: "atlas" } } } });
  const names = async (params: object = {}) =>
    (await profileOf(client, { uri, ...params })).hosts.map(({ name }) => name);
  expect(await names()).toEqual(["atlas"]);
  expect(await names({ host: "" })).toEqual(["atlas", "borealis"]);
  await client.connection.sendNotification("disko/choices", { [uri]: { host: "borealis", exclude: 3 } });
  expect(await names(), "what is not understood is left out").toEqual(["atlas", "borealis"]);
  await client.connection.sendNotification("disko/choices", { [uri]: { host: "borealis" } });
  expect(await names()).toEqual(["borealis"]);
});

test("unsaved buffers count, and files that change, come and go", async () => {
  const folder = servers.folder(PROJECT);
  const client = servers.shared();
  const uri = folder.uri("disko.nix");
  const configuration = folder.uri("configuration.nix");
  const tools = async () => toolsOf(await profileOf(client, { uri }))[0];
  await client.open(configuration, CONFIGURATION.replace("postgresql", "mysql"));
  expect(await tools()).toEqual(["podman", "mariadb"]);
  await client.close(configuration);
  expect(await tools()).toEqual(["podman", "postgresql"]);
  folder.write(".disko-toolstack.yaml", "tools: [libvirt]\nexclude: [podman]\n");
  await client.filesChanged(folder.uri(".disko-toolstack.yaml"));
  expect(await tools()).toEqual(["postgresql", "libvirt"]);
  folder.remove(".disko-toolstack.yaml");
  await client.filesChanged(folder.uri(".disko-toolstack.yaml"));
  expect(await tools()).toEqual(["podman", "postgresql"]);
});

test("a client that only wants to hear of layouts gets nothing for other documents", async () => {
  const folder = servers.folder({ ...PROJECT, "other.nix": OTHER });
  const client = servers.shared();
  await client.open(folder.uri("disko.nix"), LAYOUT);
  await client.open(folder.uri("other.nix"), OTHER);
  expect(await profile(client, { uri: folder.uri("other.nix"), onlyLayouts: true })).toBe(null);
  const answer = await profileOf(client, { uri: folder.uri("disko.nix"), onlyLayouts: true });
  expect(answer.hosts.map(({ name }) => name)).toEqual(["atlas"]);
});

test.each([[{}], [null], [{ uri: 3 }], [{ uri: "file:///a.nix", host: 3 }]])("%j is no question", async (params) => {
  await expect(profile(servers.shared(), params)).rejects.toThrow(/uri|host|object/);
});
