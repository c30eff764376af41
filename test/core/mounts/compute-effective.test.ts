import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { computeEffective } from "../../../server/core/mounts/compute-effective.ts";
import type { Decider, Effective } from "../../../server/core/mounts/effective.ts";
import { writeCompression } from "../../../server/core/mounts/fold.ts";
import type { Host } from "../../../server/core/mounts/host.ts";
import type { OrderedMount } from "../../../server/core/mounts/mount-order.ts";
import { type LayoutSpec, makeLayout } from "./make-layout.ts";

function nameOf(decider: Decider): string {
  if (decider.kind === "unknown") return `? ${decider.why}`;
  if (decider.kind === "known") return decider.mount.name;
  return `race ${decider.candidates.map(({ name }) => name).join(" ")}`;
}

function show(effective: Effective) {
  const [filesystem] = effective.filesystems;
  if (filesystem === undefined) throw new Error("the layout has no btrfs");
  const { deciders, decider, state, mounts } = filesystem;
  return {
    deciders: [deciders.install, deciders.bootScripted, deciders.bootSystemd].map(nameOf),
    decider: decider?.name,
    compress: state && writeCompression(state.compress),
    datacow: state?.datacow,
    ignored: mounts.flatMap(({ mount, ignored }) =>
      ignored.map(({ option, asked, effective: used, changesStorage }) =>
        [mount.name, option.text, "asks", asked, "gets", used, ...(changesStorage ? ["!"] : [])].join(" "),
      ),
    ),
  };
}

const effectiveOf = (spec: LayoutSpec, host?: Host) => show(computeEffective(makeLayout(spec), undefined, host));
const ignoredOf = (mounts: LayoutSpec["btrfs"][number]["mounts"]) => effectiveOf({ btrfs: [{ mounts }] }).ignored;

test('"/" decides, and what others ask in vain is listed', () => {
  const mounts = { "/": [], "/home": ["compress=zstd"], "/db": ["nodatacow", "noatime"] };
  expect(effectiveOf({ btrfs: [{ mounts }], complete: false })).toEqual({
    deciders: ["@", "@", "@"],
    decider: "@",
    compress: "compress=no",
    datacow: true,
    ignored: [
      "@home compress=zstd asks compress=zstd:3 gets compress=no !",
      "@db nodatacow asks nodatacow gets datacow !",
    ],
  });
});

describe("what is ignored", () => {
  test("identical options are the right way to write it", () => {
    expect(ignoredOf({ "/": ["compress=zstd", "ssd"], "/home": ["compress=zstd:3", "ssd", "noatime"] })).toEqual([]);
  });

  test("another level, another algorithm, none", () => {
    expect(
      ignoredOf({ "/": ["compress=zstd:1"], "/a": ["compress=zstd:9"], "/b": ["compress=no"], "/c": ["compress=lzo"] }),
    ).toEqual([
      "@a compress=zstd:9 asks compress=zstd:9 gets compress=zstd:1 !",
      "@b compress=no asks compress=no gets compress=zstd:1 !",
      "@c compress=lzo asks compress=lzo gets compress=zstd:1 !",
    ]);
  });

  test("what changes no stored data is told apart", () => {
    expect(
      ignoredOf({ "/": ["autodefrag"], "/a": ["noautodefrag", "commit=120", "ssd", "discard", "lazytime"] }),
    ).toEqual([
      "@a noautodefrag asks noautodefrag gets autodefrag",
      "@a commit=120 asks commit=120 gets commit=30",
      "@a ssd asks ssd gets the default",
      "@a discard asks discard=sync gets the default",
      "@a lazytime asks lazytime gets nolazytime",
    ]);
  });

  test("asking for what is the default anyway is no matter", () => {
    const defaults = [
      "space_cache=v2",
      "discard=async",
      "datacow",
      "datasum",
      "acl",
      "barrier",
      "treelog",
      "commit=30",
    ];
    expect(ignoredOf({ "/": [], "/a": [...defaults, "compress=no", "max_inline=2048"] })).toEqual([]);
  });

  test("options of one mount, of userspace, and unknown ones are not filesystem-wide", () => {
    expect(ignoredOf({ "/": [], "/a": ["noatime", "ro", "nofail", "x-gvfs-hide", "subvol=@b", "bogus"] })).toEqual([]);
  });

  test("the loser of a list is another rule's", () => {
    expect(ignoredOf({ "/": ["compress=zstd"], "/a": ["compress=lzo", "compress=zstd"] })).toEqual([]);
  });

  test("nodatacow on the deciding mount turns compression off", () => {
    expect(ignoredOf({ "/": ["nodatacow"], "/a": ["compress=zstd"] })).toEqual([
      "@a compress=zstd asks compress=zstd:3 gets nodatacow !",
    ]);
  });
});

describe("what is not known stays unknown", () => {
  test('without "/" on the filesystem another mount of the host may be first', () => {
    const mounts = { "/home": ["compress=zstd"], "/nix": [] };
    expect(effectiveOf({ btrfs: [{ mounts }] })).toMatchObject({
      deciders: Array(3).fill("? the other mounts of the host are not known"),
      compress: undefined,
      ignored: [],
    });
  });

  test("unless all mounts of it agree", () => {
    const mounts = { "/home": ["compress=zstd", "noatime"], "/nix": ["compress=zstd:3"] };
    expect(effectiveOf({ btrfs: [{ mounts }] })).toMatchObject({ decider: undefined, compress: "compress=zstd:3" });
    expect(effectiveOf({ btrfs: [{ mounts }], complete: false })).toMatchObject({ compress: undefined });
  });

  test("options under a condition, and options that may be there", () => {
    const home = ["compress=zstd"];
    const maybe = { "/": { options: [{ maybe: "compress=zstd" }] }, "/home": home };
    expect(effectiveOf({ btrfs: [{ mounts: maybe }] })).toMatchObject({
      decider: "@",
      compress: undefined,
      ignored: [],
    });
    const other = { "/": { options: ["compress=lzo", { maybe: "ssd" }] }, "/home": ["ssd", "compress=zstd"] };
    expect(effectiveOf({ btrfs: [{ mounts: other }] })).toMatchObject({
      compress: "compress=lzo",
      ignored: ["@home compress=zstd asks compress=zstd:3 gets compress=lzo !"],
    });
    const more = { "/": { options: [], incomplete: true }, "/home": home };
    expect(effectiveOf({ btrfs: [{ mounts: more }] })).toMatchObject({ compress: undefined, ignored: [] });
    const harmless = { "/": { options: [{ maybe: "noatime" }] }, "/home": home };
    expect(effectiveOf({ btrfs: [{ mounts: harmless }] })).toMatchObject({ compress: "compress=no" });
  });

  test("a mount that fails puts nothing into effect", () => {
    for (const refused of ["bogus", "compress=lz4", "compress=zstd noatime", "inode_cache"]) {
      expect(effectiveOf({ btrfs: [{ mounts: { "/": [refused], "/home": ["compress=zstd"] } }] })).toMatchObject({
        decider: "@",
        compress: undefined,
        ignored: [],
      });
    }
  });

  test('a "/" under a condition, and two of them', () => {
    const maybe = { "/": { conditional: true, options: [] }, "/home": ["compress=zstd"] };
    expect(effectiveOf({ btrfs: [{ mounts: maybe }] }).ignored).toEqual([]);
    const two: LayoutSpec = {
      btrfs: [{ mounts: { "/": [], "/home": ["compress=zstd"] } }],
      others: { "/": { fsType: "tmpfs" } },
    };
    expect(effectiveOf(two)).toMatchObject({ deciders: Array(3).fill('? several mounts stand at "/"'), ignored: [] });
  });

  test("/usr is remounted with its options, so they count too", () => {
    expect(ignoredOf({ "/": [], "/usr": ["compress=lzo"], "/home": ["compress=zstd"] })).toEqual([]);
  });
});

describe("a host that is known", () => {
  const entry = (name: string, more: Partial<OrderedMount> = {}): OrderedMount => ({
    name,
    mountpoint: name,
    device: undefined,
    fsType: undefined,
    options: [],
    depends: [],
    neededForBoot: false,
    ...more,
  });
  const known = (...fileSystems: OrderedMount[]): Host => ({ kind: "known", fileSystems });
  const persist = entry("/persist", { neededForBoot: true });
  const impermanent = (options: Partial<Record<"/home" | "/nix" | "/persist" | "/var/log", string[]>>): LayoutSpec => ({
    btrfs: [{ mounts: { "/home": [], "/nix": [], "/persist": [], "/var/log": [], ...options } }],
    others: { "/": { fsType: "tmpfs" } },
  });

  test("tells the phases apart", () => {
    const { deciders } = effectiveOf(impermanent({}), known(persist));
    expect(deciders).toEqual(["@home", "@nix", "race @nix @persist @var-log"]);
  });

  test("where all that may decide agree, the others are ignored", () => {
    const zstd = ["compress=zstd"];
    const spec = impermanent({ "/home": zstd, "/nix": zstd, "/var/log": ["nodatacow"] });
    const small = effectiveOf(
      { ...spec, btrfs: [{ mounts: { "/home": zstd, "/nix": zstd, "/srv": ["nodatacow"] } }] },
      known(),
    );
    expect(small).toMatchObject({
      deciders: ["@home", "@nix", "@nix"],
      decider: undefined,
      compress: "compress=zstd:3",
      ignored: ["@srv nodatacow asks nodatacow gets datacow !"],
    });
    expect(effectiveOf(spec, known(persist))).toMatchObject({ compress: undefined, ignored: [] });
  });

  test("another mount that may be of the same filesystem makes its boot unknown; disko does not mount that one", () => {
    const other = entry("/mnt/top", { fsType: "btrfs", device: "/dev/disk/by-label/pool" });
    const why = '? `fileSystems."/mnt/top"` may be the same filesystem';
    expect(effectiveOf(impermanent({}), known(other)).deciders).toEqual(["@home", why, why]);
  });

  test("what waits for someone at boot is mounted by disko all the same", () => {
    const mounts = { "/data": ["noauto"], "/home": ["x-systemd.automount"], "/srv": ["compress=zstd"] };
    const spec: LayoutSpec = { btrfs: [{ mounts }], others: { "/": { fsType: "tmpfs" } } };
    expect(effectiveOf(spec, known()).deciders).toEqual(["@data", "@srv", "@srv"]);
  });

  test("options that the host adds to the deciding mount are not in the layout", () => {
    const mounts = { "/": [], "/home": ["compress=zstd"] };
    const added = known(entry("/", { options: ["compress=lzo"] }));
    expect(effectiveOf({ btrfs: [{ mounts }] }, added)).toMatchObject({
      decider: "@",
      compress: undefined,
      ignored: [],
    });
  });
});

describe("the installation, whatever the host mounts besides", () => {
  const TMPFS = { "/": { fsType: "tmpfs" } };
  const installed = (spec: LayoutSpec, host?: Host) => {
    const found = computeEffective(makeLayout(spec), undefined, host).filesystems[0]?.installed;
    return (
      found &&
      `${found.decider.name} first; ${found.store.name} ${found.ignored.map(({ asked, effective }) => `${asked} gets ${effective}`).join(", ")}`
    );
  };
  const swapFirst = { "/.swapvol": [], "/nix": ["compress=zstd", "autodefrag"], "/persist": ["compress=zstd"] };
  const inVain = "@.swapvol first; @nix compress=zstd:3 gets compress=no";

  test("disko's order is known; that of the boot is not", () => {
    const spec: LayoutSpec = { btrfs: [{ mounts: swapFirst }], others: TMPFS };
    const why = "? the other mounts of the host are not known";
    expect(effectiveOf(spec).deciders).toEqual(["@.swapvol", why, why]);
    expect(effectiveOf(spec)).toMatchObject({ decider: undefined, compress: undefined, ignored: [] });
    expect(installed(spec)).toBe(inVain);
  });

  /** Cases made at random, see mount-order.test.ts: what disko would make of their mounts. */
  test("it is that of the reference", () => {
    interface Case {
      readonly fileSystems: Readonly<Record<string, { readonly fsType: string; readonly device?: string }>>;
      readonly first: Readonly<Record<string, { readonly install: readonly string[] }>> | null;
    }
    const path = new URL("./fixtures/mount-order-cases.json", import.meta.url);
    const cases: Case[] = JSON.parse(readFileSync(path, "utf8"));
    let compared = 0;
    for (const { fileSystems, first } of cases) {
      const entries = Object.entries(fileSystems);
      for (const [device, { install }] of Object.entries(first ?? {})) {
        const isOnIt = (fs: { fsType: string; device?: string }) => fs.fsType === "btrfs" && fs.device === device;
        const mounts = Object.fromEntries(entries.filter(([, fs]) => isOnIt(fs)).map(([point]) => [point, []]));
        const others = Object.fromEntries(entries.filter(([, fs]) => !isOnIt(fs)));
        const root = "/" in fileSystems ? {} : TMPFS;
        const layout = makeLayout({ btrfs: [{ device, mounts }], others: { ...root, ...others } });
        const decider = computeEffective(layout).filesystems[0]?.deciders.install;
        expect(decider?.kind === "known" && [decider.mount.mountpoint.value]).toEqual(install);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(40);
  });

  test("what the store asks for in vain counts, not what it leaves open", () => {
    const of = (mounts: LayoutSpec["btrfs"][number]["mounts"]) => installed({ btrfs: [{ mounts }], others: TMPFS });
    expect(of({ "/home": ["compress=zstd"], "/nix": ["noatime"] })).toBeUndefined();
    expect(of({ "/home": ["compress=zstd:1"], "/nix": ["compress=zstd:3"] })).toBe(
      "@home first; @nix compress=zstd:3 gets compress=zstd:1",
    );
    expect(of({ "/home": ["autodefrag"], "/nix": ["commit=60"] })).toBeUndefined();
    expect(of({ "/nix": [], "/nix/store": ["nodatacow"] })).toBe("@nix first; @nix-store nodatacow gets datacow");
    expect(of({ "/home": [], "/persist": ["compress=zstd"] })).toBeUndefined();
    expect(of({ "/home": { options: [{ maybe: "compress=zstd" }] }, "/nix": ["compress=zstd"] })).toBeUndefined();
    expect(of({ "/home": { options: [], incomplete: true }, "/nix": ["compress=zstd"] })).toBeUndefined();
  });

  test("a part of what disko mounts tells nothing", () => {
    const btrfs = [{ mounts: swapFirst }];
    expect(installed({ btrfs })).toBeUndefined();
    expect(installed({ btrfs, others: TMPFS, complete: false })).toBeUndefined();
    expect(installed({ btrfs, others: TMPFS }, { kind: "unknown", mountsMoreByDisko: true })).toBeUndefined();
    expect(installed({ btrfs, others: { ...TMPFS, "/nix": { fsType: "ext4" } } })).toBeUndefined();
  });

  test("a bind mount that disko makes pulls its source forward", () => {
    const bind = { fsType: "none", device: "/persist/a" };
    expect(installed({ btrfs: [{ mounts: swapFirst }], others: { ...TMPFS, "/-a": bind } })).toBeUndefined();
  });

  test("a host that is known needs no such half knowledge", () => {
    expect(
      installed({ btrfs: [{ mounts: swapFirst }], others: TMPFS }, { kind: "known", fileSystems: [] }),
    ).toBeUndefined();
  });
});

describe("where no kernel is known", () => {
  const mounts = { "/": ["compress=zstd:-3"], "/home": ["compress=zstd:3"], "/db": ["nodatacow"] };
  const on = (minor?: number) =>
    show(computeEffective(makeLayout({ btrfs: [{ mounts }] }), minor === undefined ? undefined : { major: 6, minor }));

  test("a state is said only if the oldest and the measured kernel agree on it", () => {
    expect([on(12).compress, on(18).compress, on().compress]).toEqual([
      "compress=zstd:3",
      "compress=zstd:-3",
      undefined,
    ]);
  });

  test("what is ignored on one of them only is not said to be", () => {
    expect(on(18).ignored).toHaveLength(2);
    expect(on().ignored).toEqual([expect.stringContaining("@db nodatacow asks nodatacow")]);
  });
});
