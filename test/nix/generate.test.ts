/**
 * What is generated, read by real Nix: it parses, and is worth what our own evaluator says and what the plan promised.
 * Files that use `lib` are asked where NIXPKGS_LIB says where nixpkgs lies.
 */
import { describe, expect, test } from "vitest";
import { computeEffective } from "../../server/core/mounts/compute-effective.ts";
import { writeCompression } from "../../server/core/mounts/fold.ts";
import { optionsOf } from "../../server/core/mounts/mount-option.ts";
import { PRIORITIES, TARGETS } from "../../server/core/settings.ts";
import { type Generated, generated, type ReadLayout, readLayout } from "../support/generated.ts";
import { SAMPLE_LAYOUTS } from "../support/sample-layouts.ts";
import { askNix, nixpkgsFolder, nixVersion } from "./real-nix.ts";

const TOOLS = ["postgresql", "libvirt", "podman", "vscode"];

const version = nixVersion();
const hasLib = nixpkgsFolder() !== undefined;
if (!version) console.warn("SKIPPED: nix-instantiate is not installed, what is generated is not read by real Nix");
else if (!hasLib)
  console.warn("SKIPPED: NIXPKGS_LIB is not set, generated files that use `lib` are not read by real Nix");

const layouts = Object.entries(SAMPLE_LAYOUTS).filter(([, { needsLib }]) => hasLib || !needsLib);

describe.runIf(version).each(layouts)("%s", (_style, { text }) => {
  test("is worth what was planned", async () => {
    const cases: { readonly choices: string; readonly result: Generated }[] = [];
    for (const target of TARGETS) {
      for (const module of [true, false]) {
        for (const priority of PRIORITIES) {
          const wanted = { target, module, priority, tools: TOOLS };
          const first = await generated(text, wanted);
          const accept = first.optional.map(({ id }) => id);
          const results = accept.length === 0 ? [first] : [first, await generated(text, { ...wanted, accept })];
          for (const result of results) {
            if (!cases.some((one) => one.result.text === result.text))
              cases.push({ choices: JSON.stringify(wanted), result });
          }
        }
      }
    }
    const answers = await askNix(cases.map(({ result }) => asked(result.text)));
    for (const [index, { choices, result }] of cases.entries()) {
      const answer = answers[index];
      if (answer?.kind !== "value") throw new Error(`${choices}: ${answer?.why}\n${result.text}`);
      const read = readLayout(result.text);
      expect(answer.json, choices).toEqual({
        devices: read.json(["disko", "devices"]),
        rules: read.json(["systemd", "tmpfiles", "rules"]) ?? [],
      });
      const isDefault =
        result.optional.every(({ byDefault }) => !byDefault) && result.carriedOut.every((one) => one.byDefault);
      if (isDefault) expect(realized(read), choices).toEqual(promised(result));
    }
  });
});

/** The file as NixOS or disko call it. */
function asked(text: string): string {
  const lib = hasLib ? "import <nixpkgs/lib>" : "{ }";
  return `let
    file =
${text};
    args = { lib = ${lib}; pkgs.e2fsprogs = "/usr"; config = { }; };
    called = if builtins.isFunction file then file args else file;
    module = called.config or called;
  in {
    devices = module.disko.devices;
    rules = module.systemd.tmpfiles.rules or [ ];
  }`;
}

/** What a layout comes to, in the words of a promise. */
function realized({ layout, tmpfiles, hook }: ReadLayout): unknown {
  const filesystems = computeEffective(layout).filesystems.map(({ filesystem, deciding, state, mounts }) => ({
    device: filesystem.device,
    compress: [
      ...new Set(
        [state, ...deciding.map((one) => one.state)].flatMap((one) => (one ? writeCompression(one.compress) : [])),
      ),
    ],
    mounts: mounts
      .map(({ mount }) => ({
        mountpoint: mount.mountpoint.value,
        noatime: optionsOf(mount).some(({ name }) => name === "noatime"),
      }))
      .sort(byMountpoint),
  }));
  const byHook = layout.btrfs.flatMap((one) => hook(one)?.match(/^ *no_copy_on_write '.*/gm) ?? []).length;
  const byLine = tmpfiles.filter((line) => line.startsWith("h ") && line.endsWith("+C")).length;
  return { filesystems, noCopyOnWrite: byHook + byLine };
}

function promised({ plan }: Generated): unknown {
  const { filesystems, noCopyOnWrite } = plan.promise;
  return {
    filesystems: filesystems.map(({ device, compress, mounts }) => ({
      device,
      compress: [compress],
      mounts: [...mounts].sort(byMountpoint),
    })),
    noCopyOnWrite: noCopyOnWrite.length,
  };
}

function byMountpoint(a: { readonly mountpoint: string }, b: { readonly mountpoint: string }): number {
  return a.mountpoint < b.mountpoint ? -1 : 1;
}
