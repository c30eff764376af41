import { describe, expect, test } from "vitest";
import { hostFileSystems } from "../../../server/core/mounts/host-file-systems.ts";
import { known, type Value } from "../../../server/core/nix/values/value.ts";

type Plain =
  | string
  | boolean
  | null
  | readonly Plain[]
  | { readonly [name: string]: Plain }
  | { readonly unknown: true };

function value(plain: Plain): Value {
  const at = undefined;
  if (plain === null) return { kind: "null", at };
  if (typeof plain === "string") return { kind: "string", value: plain, at };
  if (typeof plain === "boolean") return { kind: "bool", value: plain, at };
  if (Array.isArray(plain)) {
    return {
      kind: "list",
      items: plain.map((item) => ({ kind: "item", thunk: known(value(item)), certain: true })),
      at,
    };
  }
  const entries = Object.entries(plain);
  if (entries.some(([name]) => name === "unknown")) return { kind: "unknown", why: "for this test", at };
  const attributes = new Map(
    entries.map(([name, inner]) => [
      name,
      { name, thunk: known(value(inner)), key: undefined, binding: undefined, certain: true },
    ]),
  );
  return { kind: "attrs", attributes, open: undefined, at };
}

const host = (plain: Plain) => hostFileSystems(value(plain));
const stateVersion = { system: { stateVersion: "25.11" } };

test("a file with its own stateVersion and no imports is the whole host", () => {
  const fileSystems = {
    "/persist": { neededForBoot: true },
    "/etc/nixos": { device: "/persist/etc/nixos", fsType: "none", options: ["bind"], depends: ["/persist"] },
  };
  const nothing = { device: undefined, fsType: undefined, options: [], depends: [], neededForBoot: false };
  expect(host({ ...stateVersion, imports: [], fileSystems })).toEqual({
    kind: "known",
    fileSystems: [
      { ...nothing, name: "/persist", mountpoint: "/persist", neededForBoot: true },
      {
        ...nothing,
        name: "/etc/nixos",
        mountpoint: "/etc/nixos",
        device: "/persist/etc/nixos",
        fsType: "none",
        options: ["bind"],
        depends: ["/persist"],
      },
    ],
  });
  expect(host({ config: stateVersion })).toEqual({ kind: "known", fileSystems: [] });
});

describe("not known", () => {
  test.each<[string, Plain]>([
    ["a plain disko file", { disko: { devices: {} } }],
    ["a host with imports", { ...stateVersion, imports: ["/x.nix"] }],
    ["an entry that is not known", { ...stateVersion, fileSystems: { "/a": { unknown: true } } }],
    ["an option that is not known", { ...stateVersion, fileSystems: { "/a": { neededForBoot: { unknown: true } } } }],
    ["an attribute we do not know", { ...stateVersion, fileSystems: { "/a": { overlay: { lowerdir: [] } } } }],
  ])("%s", (_, plain) => {
    expect(host(plain)).toEqual({ kind: "unknown" });
  });
});
