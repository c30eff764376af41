/** The host of the examples, with the real database: what the optimized layout is made from. */
import { expect, test } from "vitest";
import { createPatternIndex } from "../../../server/core/patterns/pattern-index.ts";
import { NO_SELECTION, type Priority } from "../../../server/core/settings.ts";
import { detectToolstack } from "../../../server/core/stack/detect.ts";
import { needsOf } from "../../../server/core/stack/needs.ts";
import { NO_PLACES } from "../../../server/core/stack/places.ts";
import { resolveNeeds } from "../../../server/core/stack/resolve-needs.ts";
import { bundledPatterns } from "../../support/patterns.ts";
import { hostOf } from "../nixos/support.ts";

const index = createPatternIndex(bundledPatterns());

const CONFIGURATION = `{ pkgs, ... }: {
  users.users.ada.isNormalUser = true;
  services.postgresql.enable = true;
  virtualisation.libvirtd.enable = true;
  virtualisation.podman.enable = true;
  environment.systemPackages = with pkgs; [ vscode firefox cargo ccache ];
}`;

const { toolstack, problems } = detectToolstack({
  host: hostOf(CONFIGURATION, {}, index.packageNames),
  index,
  selection: NO_SELECTION,
  places: NO_PLACES,
});

function wants(priority: Priority, snapshots: boolean | undefined = undefined): Record<string, string[]> {
  const paths = resolveNeeds(needsOf(toolstack), {
    priority,
    environment: "development",
    snapshotted: () => snapshots,
    mirrored: () => false,
  });
  return Object.fromEntries(
    paths
      .filter(({ user }) => user === undefined)
      .map(({ path, needs }) => [path, needs.map(({ want }) => `${want.aspect} ${want.value}`)]),
  );
}

test("every tool is found, and nothing is wrong", () => {
  expect(problems).toEqual([]);
  expect(toolstack.tools.map(({ pattern, certainty, via }) => `${pattern.id} ${certainty} ${via}`)).toEqual([
    "firefox certain package",
    "cargo certain package",
    "ccache certain package",
    "podman certain option",
    "postgresql certain option",
    "vscode certain package",
    "libvirt certain option",
  ]);
});

test("performance: databases and images without copy-on-write, what can be recreated out of snapshots, logs kept", () => {
  expect(wants("performance")).toMatchObject({
    "/var/lib/postgresql": ["copy-on-write off", "snapshots kept"],
    "/var/lib/libvirt/images": ["copy-on-write off", "snapshots excluded"],
    "/var/lib/containers": ["access-time off", "snapshots excluded"],
    "/var/cache": ["access-time off", "snapshots excluded"],
    "/var/log": ["snapshots kept"],
  });
});

test("balanced: the same, as long as nothing is snapshotted", () => {
  expect(wants("balanced")).toEqual(wants("performance"));
  expect(wants("balanced", true)).toEqual(wants("durability"));
});

test("durability and space: copy-on-write stays", () => {
  for (const priority of ["durability", "space"] as const) {
    expect(wants(priority)["/var/lib/postgresql"]).toEqual(["copy-on-write on", "snapshots kept"]);
    expect(wants(priority)["/var/lib/libvirt/images"]).toEqual(["copy-on-write on", "snapshots excluded"]);
  }
});

test("every need of every tool in the database says why, with an address", () => {
  const selection = { ...NO_SELECTION, tools: index.patterns.map(({ id }) => id), projects: ["/srv/code"] };
  const all = detectToolstack({
    host: hostOf(CONFIGURATION, {}, index.packageNames),
    index,
    selection,
    places: NO_PLACES,
  });
  const needs = needsOf(all.toolstack);
  expect(new Set(needs.map(({ tool }) => tool.pattern.id)).size).toBeGreaterThan(10);
  for (const { reasons } of needs) {
    expect(reasons.length).toBeGreaterThan(0);
    for (const { text, source } of reasons) {
      expect(text).toMatch(/\.$/);
      expect(source.url).toMatch(/^https:\/\//);
    }
  }
});

test("hundreds of tools are looked for in a moment", () => {
  const [pattern] = index.patterns.filter(({ id }) => id === "vscode");
  if (!pattern) throw new Error("there is no vscode");
  const many = Array.from({ length: 600 }, (_, n) => ({
    ...pattern,
    id: `tool-${n}`,
    detect: {
      ...pattern.detect,
      options: [`services.tool-${n}.enable`, `programs.tool-${n}.enable`],
      packages: [`p-${n}`],
    },
  }));
  const large = createPatternIndex(bundledPatterns(), { patterns: many, categories: [] });
  const host = hostOf(CONFIGURATION.replace("ccache ]", "ccache p-7 ]"), {}, large.packageNames);
  const input = { host, index: large, selection: NO_SELECTION, places: NO_PLACES };
  detectToolstack(input);
  const before = performance.now();
  const found = detectToolstack(input).toolstack.tools;
  expect(performance.now() - before).toBeLessThan(250);
  expect(found.map(({ pattern }) => pattern.id)).toContain("tool-7");
});
