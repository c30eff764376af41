/** `disko/generate`: the edit, the texts it leads to, the decisions, and what stands in the way. */
import { describe, expect, test } from "vitest";
import type { GenerateAnswer } from "../../server/lsp/generate.ts";
import { applyWorkspaceEdit, type LspClient } from "../support/lsp-client.ts";
import { LAYOUT, PROJECT, TWO_HOSTS } from "./hosts.ts";
import { useServer } from "./use-server.ts";

type Plan = Extract<GenerateAnswer, { kind: "plan" }>;

const servers = useServer();

async function generate(client: LspClient, params: unknown): Promise<GenerateAnswer> {
  const answer: GenerateAnswer | null = await client.connection.sendRequest("disko/generate", params);
  if (!answer) throw new Error("no answer");
  return answer;
}

async function planOf(client: LspClient, params: unknown): Promise<Plan> {
  const answer = await generate(client, params);
  if (answer.kind !== "plan") throw new Error(`no plan: ${JSON.stringify(answer)}`);
  return answer;
}

const INSTALL = { priority: "performance", environment: "development", target: "install" };
const RUNNING = { ...INSTALL, target: "running" };

test("the edit makes the text that is promised, and names the version it was made for", async () => {
  const folder = servers.folder(PROJECT);
  const client = servers.shared();
  const uri = folder.uri("disko.nix");
  await client.open(uri, LAYOUT, 7);
  const plan = await planOf(client, { uri, ...INSTALL });
  expect(plan).toMatchObject({ host: "atlas", choices: INSTALL, problems: [], refusals: [], notWritten: 0 });
  expect(plan.tools.map(({ id }) => id)).toEqual(["podman", "postgresql"]);
  expect(plan.files).toMatchObject([{ uri, version: 7 }]);
  expect(applyWorkspaceEdit(plan.edit, { [uri]: LAYOUT })).toEqual({ [uri]: plan.files[0]?.text });
  expect(plan.files[0]?.text).toContain(`"h /var/lib/postgresql - - - - +C"`);
  expect(plan.page).toContain("### No copy-on-write for /var/lib/postgresql");
  expect(plan.page).toContain("**Cost:** ");
  expect(plan.page).toContain("## Not done, because");
});

test("on a running machine no mount is added unless it is accepted; what is left out stays out", async () => {
  const folder = servers.folder(PROJECT);
  const client = servers.shared();
  const uri = folder.uri("disko.nix");
  const plain = await planOf(client, { uri, ...RUNNING });
  const mount = plain.decisions.find(({ addsMount }) => addsMount);
  if (!mount) throw new Error("a mount could be added");
  expect(mount).toMatchObject({ byDefault: false, carriedOut: false });
  const mountpoints = (plan: Plan): number => plan.files[0]?.text.match(/mountpoint =/g)?.length ?? 0;
  expect(mountpoints(plain)).toBe(2);
  expect(plain.page).toContain("## What can be done besides");
  expect(plain.page).toContain("If you choose it, before `nixos-rebuild`:");

  const accepted = await planOf(client, { uri, ...RUNNING, accept: [mount.id] });
  expect(mountpoints(accepted)).toBe(3);
  const copyOnWrite = plain.decisions.find(({ id }) => id.startsWith("no-copy-on-write"));
  const skipped = await planOf(client, { uri, ...RUNNING, skip: [copyOnWrite?.id] });
  expect(skipped.files[0]?.text).not.toContain("+C");
  expect(skipped.page).toContain("## What you left out");
});

test("what a request asks for counts more than settings and what was chosen before", async () => {
  const folder = servers.folder(PROJECT);
  const uri = folder.uri("disko.nix");
  const client = await servers.start({
    settings: { priority: "durability" },
    initializationOptions: {
      choices: { [uri]: { priority: "space", environment: "production", target: "install", exclude: ["podman"] } },
    },
  });
  const before = await planOf(client, { uri });
  expect(before.choices).toMatchObject({ priority: "durability", environment: "production", target: "install" });
  expect(before.tools.map(({ id }) => id)).toEqual(["postgresql"]);
  const asked = await planOf(client, { uri, ...RUNNING, exclude: ["postgresql"], tools: ["libvirt"] });
  expect(asked.choices).toMatchObject(RUNNING);
  expect(asked.tools.map(({ id }) => id)).toEqual(["podman", "libvirt"]);
});

test("where several hosts use the file they are named, and one can be asked for", async () => {
  const folder = servers.folder(TWO_HOSTS);
  const uri = folder.uri("disko.nix");
  expect(await generate(servers.shared(), { uri })).toEqual({
    kind: "which-host",
    hosts: ["atlas", "borealis"],
    problems: [],
  });
  const { host, tools } = await planOf(servers.shared(), { uri, host: "borealis" });
  expect([host, tools]).toEqual(["borealis", []]);
});

test("a file without a layout asks for the device, then gets one", async () => {
  const folder = servers.folder({ ...PROJECT, "disko.nix": "" });
  const client = servers.shared();
  const uri = folder.uri("disko.nix");
  await client.open(uri, "");
  const first = await generate(client, { uri, ...INSTALL });
  expect(first).toMatchObject({ kind: "needs-device", host: "atlas", problems: [] });
  const device = "/dev/disk/by-id/nvme-EXAMPLE";
  const { edit, files } = await planOf(client, { uri, ...INSTALL, fresh: { device, luks: true, swap: "16G" } });
  const text = files[0]?.text ?? "";
  expect(applyWorkspaceEdit(edit, { [uri]: "" })).toEqual({ [uri]: text });
  for (const part of [device, "luks", "16G", "/var/lib/postgresql"]) expect(text).toContain(part);
});

test("a broken file is refused, with the place", async () => {
  const folder = servers.folder({ ...PROJECT, "disko.nix": `${LAYOUT}}` });
  const answer = await generate(servers.shared(), { uri: folder.uri("disko.nix"), ...INSTALL });
  expect(answer).toMatchObject({
    kind: "refused",
    location: { uri: folder.uri("disko.nix"), range: { start: { line: LAYOUT.split("\n").length - 1 } } },
  });
});

test("once everything is as planned nothing is left to do", async () => {
  const folder = servers.folder(PROJECT);
  const client = servers.shared();
  const uri = folder.uri("disko.nix");
  await client.open(uri, LAYOUT);
  const { files } = await planOf(client, { uri, ...INSTALL });
  await client.change(uri, [{ text: files[0]?.text ?? "" }]);
  const again = await planOf(client, { uri, ...INSTALL });
  expect(again.files).toEqual([]);
  expect(again.page).toContain("the file is so already");
});

describe("a layout in two files", () => {
  const devices = LAYOUT.replace("disko.devices.disk.main", "disk.main").replace(
    /(mountpoint = "[^"]*";)/g,
    `$1 mountOptions = [ "compress=zstd" ];`,
  );
  const main = "{\n  disko.devices = import ./devices.nix;\n}\n";

  test("what stands in the other file is changed there", async () => {
    const folder = servers.folder({ ...PROJECT, "disko.nix": main, "devices.nix": devices });
    const plan = await planOf(servers.shared(), { uri: folder.uri("disko.nix"), ...RUNNING });
    expect(plan.files.map(({ uri }) => uri)).toEqual([folder.uri("devices.nix"), folder.uri("disko.nix")]);
    expect(plan.notWritten).toBe(0);
  });

  test("what others may use is not changed, but told", async () => {
    const configuration = `${PROJECT["configuration.nix"]}# The backup reads ./devices.nix as well.
`;
    const folder = servers.folder({
      ...PROJECT,
      "configuration.nix": configuration,
      "disko.nix": main,
      "devices.nix": devices,
    });
    const uri = folder.uri("disko.nix");
    const plan = await planOf(servers.shared(), { uri, ...RUNNING });
    expect(plan.files.map((file) => [file.uri, file.version])).toEqual([[uri, null]]);
    expect(plan.notWritten).toBeGreaterThan(0);
    expect(plan.page).toContain("## Could not be written");
    expect(plan.page).toContain(`\`\`\`nix\nmountOptions = [ "compress=zstd:1" "noatime" ];`);
  });
});

test("a request that the client takes back is not worked on", async () => {
  const folder = servers.folder(PROJECT);
  const client = servers.shared();
  const { CancellationTokenSource } = await import("vscode-languageserver-protocol/node");
  const source = new CancellationTokenSource();
  const answer = client.connection.sendRequest("disko/generate", { uri: folder.uri("disko.nix") }, source.token);
  source.cancel();
  await expect(answer).rejects.toMatchObject({ code: -32800 });
});

test.each([[{}], [{ uri: "file:///a.nix", priority: "fast" }], [{ uri: "file:///a.nix", fresh: { device: 3 } }]])(
  "%j is no question",
  async (params) => {
    await expect(generate(servers.shared(), params)).rejects.toThrow(/uri|priority|device/);
  },
);
