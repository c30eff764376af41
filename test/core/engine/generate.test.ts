/** What `generate` answers where it is not plain: hidden values, hosts that say one thing and users another, other files. */
import { describe, expect, test } from "vitest";
import type { GenerateOptions, GenerateResult } from "../../../server/core/engine.ts";
import { DEFAULT_SETTINGS, NO_SELECTION, type Selection } from "../../../server/core/settings.ts";
import { engineFor } from "../../support/engine.ts";
import { btrfsFile } from "../disko/lowered.ts";

const DISKO = "/w/disko.nix";
const NOTHING_MORE: GenerateOptions = {
  accept: [],
  skip: [],
  fresh: { device: undefined, luks: false, swap: undefined },
};

type Texts = Readonly<Record<string, string>>;

async function generate(
  texts: Texts,
  selection: Partial<Selection> = {},
  options: Partial<GenerateOptions> = {},
): Promise<GenerateResult> {
  const engine = await engineFor(texts);
  const settings = { ...DEFAULT_SETTINGS, selection: { ...NO_SELECTION, ...selection } };
  return engine.generate(DISKO, settings, { ...NOTHING_MORE, ...options });
}

async function planned(...input: Parameters<typeof generate>): Promise<Extract<GenerateResult, { kind: "plan" }>> {
  const result = await generate(...input);
  if (result.kind !== "plan") throw new Error(JSON.stringify(result));
  return result;
}

const ROOT = 'subvolumes."@" = { mountpoint = "/"; mountOptions = [ "compress=zstd" "noatime" ]; };';

describe("values that are hidden in code", () => {
  test.each([
    ["the list", "mountOptions = builtins.fromJSON (builtins.readFile /etc/options.json);", "mountOptions"],
    ["a string in it", 'mountOptions = [ "compress=zstd" inputs.secret ];', "mountOptions"],
    ["a condition", 'mountOptions = [ "compress=zstd" ] ++ lib.optional config.my.fast "ssd";', '"ssd"'],
  ])("%s: nothing is planned for the filesystem, with the place and what to write", async (_, options, where) => {
    const text = `{ lib, config, inputs, ... }: ${btrfsFile(`subvolumes."@" = { mountpoint = "/"; ${options} };`)}`;
    const { plan, edits, text: after } = await planned({ [DISKO]: text }, { tools: ["postgresql"], target: "install" });
    expect({ edits, same: after === text }).toEqual({ edits: [], same: true });
    const [refusal] = plan.refusals;
    expect(refusal?.why).toMatch(/^Nothing is planned for the btrfs on `.*@.*\.$/);
    expect(refusal?.snippet).toMatch(/^mountOptions = \[ "compress=zstd" "noatime" \];$/);
    const { path, span } = refusal?.at ?? { path: "", span: { start: 0, end: 0 } };
    expect([path, text.slice(span.start, span.end)]).toEqual([DISKO, where]);
  });

  test("a disk's name: that no btrfs can be seen is told, and why", async () => {
    const text = `{ config, ... }: { disko.devices.disk.\${config.networking.hostName} = { device = "/dev/vda"; content = { type = "btrfs"; ${ROOT} }; }; }`;
    const { edits, plan } = await planned({ [DISKO]: text }, { target: "install", priority: "space" });
    expect(edits).toEqual([]);
    expect(plan.refusals).toMatchObject([
      { why: "No btrfs can be seen in this layout: the argument `config` is not given." },
    ]);
  });

  test("a layout of other filesystems", async () => {
    const text = `{ disko.devices.disk.a = { device = "/dev/vda"; content = { type = "filesystem"; format = "ext4"; mountpoint = "/"; }; }; }`;
    const { plan } = await planned({ [DISKO]: text }, { tools: ["postgresql"] });
    expect(plan.refusals.map(({ why }) => why)).toEqual([
      "There is no btrfs in this layout, and nothing is planned for other filesystems.",
    ]);
  });
});

describe("files that cannot be read", () => {
  test("broken Nix is refused at its place", async () => {
    const result = await generate({ [DISKO]: "{ disko.devices.disk.main = { ; }; }" });
    expect(result).toMatchObject({ kind: "refused", at: { path: DISKO }, why: expect.stringContaining("read as Nix") });
  });

  test("a folder", async () => {
    expect(await generate({ [`${DISKO}/default.nix`]: "{ }" })).toMatchObject({
      kind: "refused",
      why: "The file cannot be read: it is a folder.",
    });
  });

  test("a file of other things asks for the device, and keeps what it says", async () => {
    const text = "{ services.openssh.enable = true; # always\n}\n";
    expect((await generate({ [DISKO]: text })).kind).toBe("needs-device");
    const fresh = { device: "/dev/disk/by-id/nvme-EXAMPLE", luks: true, swap: "8G" };
    const { text: after, plan } = await planned({ [DISKO]: text }, { tools: ["postgresql"] }, { fresh });
    expect(after).toContain("services.openssh.enable = true; # always");
    expect(after).toContain(fresh.device);
    expect(plan.choices.target).toBe("install");
  });
});

describe("the user's word against the configuration", () => {
  const HOST = "{ disko.devices = (import ./disko.nix).disko.devices; services.postgresql.enable = true; }";
  const postgres = `${ROOT} subvolumes."@pg" = { mountpoint = "/var/lib/postgresql"; mountOptions = [ "compress=zstd" "noatime" ]; };`;
  const file = btrfsFile(`\n${postgres}\n`);
  const texts: Texts = { [DISKO]: file, "/w/configuration.nix": HOST };
  const wanted: Partial<Selection> = { priority: "performance", target: "install" };

  test("read for its devices only, the file is no module: a hook", async () => {
    const { text } = await planned(texts, wanted);
    expect(text).toContain("postCreateHook");
    expect(text).not.toContain("systemd.tmpfiles");
  });

  test("called a module, it gets tmpfiles lines, and once only", async () => {
    const { text } = await planned(texts, { ...wanted, module: true });
    expect(text).toContain('"h /var/lib/postgresql - - - - +C"');
    const again = await planned({ ...texts, [DISKO]: text }, { ...wanted, module: true });
    expect(again.edits).toEqual([]);
  });

  test("called none, it gets a hook, and what the host has set already is not set twice", async () => {
    const configuration = HOST.replace(
      "services",
      'imports = [ ./disko.nix ]; systemd.tmpfiles.rules = [ "h /var/lib/postgresql - - - - +C" ]; services',
    );
    const { text } = await planned({ ...texts, "/w/configuration.nix": configuration }, { ...wanted, module: false });
    expect(text).not.toContain("+C");
  });
});

describe("decisions", () => {
  const texts: Texts = {
    [DISKO]: btrfsFile(ROOT),
    "/w/configuration.nix":
      "{ imports = [ ./disko.nix ]; virtualisation.docker.enable = true; services.btrfs.autoScrub.enable = true; }",
  };

  test("on a machine that runs a new mount waits for the user's word, and comes with its steps", async () => {
    const waiting = await planned(texts);
    expect(waiting.edits).toEqual([]);
    expect(waiting.optional.map(({ id }) => id)).toContain("subvolume:/var/lib/docker");
    const accepted = await planned(texts, {}, { accept: ["subvolume:/var/lib/docker"] });
    expect(accepted.text).toContain('mountpoint = "/var/lib/docker";');
    expect(accepted.carriedOut.map(({ id, steps }) => [id, steps.length > 0])).toEqual([
      ["subvolume:/var/lib/docker", true],
    ]);
  });

  test("what is skipped is not written", async () => {
    const all = await planned(texts, { target: "install" });
    const ids = all.carriedOut.map(({ id }) => id);
    expect(ids).toContain("subvolume:/var/lib/docker");
    const { text, edits } = await planned(texts, { target: "install" }, { skip: ids });
    expect({ same: text === texts[DISKO], edits }).toEqual({ same: true, edits: [] });
  });
});

test("the arguments of a helper stay in effect", async () => {
  const text = `let
  at = mountpoint: own: { inherit mountpoint; mountOptions = [ "compress=zstd" ] ++ own; };
in
${btrfsFile('subvolumes = { "@" = at "/" [ "nodev" ]; "@srv" = at "/srv" [ ]; };')}`;
  const { text: after } = await planned({ [DISKO]: text }, { priority: "performance" });
  expect(after).toContain('mountOptions = [ "compress=zstd:1" ] ++ own ++ [ "noatime" ];');
  expect(after).toContain('at "/" [ "nodev" ]');
});
