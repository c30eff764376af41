import { describe, expect, test } from "vitest";
import { computeEffective } from "../../../server/core/mounts/compute-effective.ts";
import { optionHover, optionPage } from "../../../server/core/mounts/explain-option.ts";
import { VOCABULARY } from "../../../server/core/mounts/vocabulary.ts";
import { type FilesystemSpec, type LayoutSpec, makeLayout } from "./make-layout.ts";

describe("a page", () => {
  test("says meaning, scope, default and source", () => {
    const page = optionPage("compress");
    expect(page?.title).toBe("compress");
    expect(page?.markdown).toContain("Holds for: the whole filesystem");
    expect(page?.markdown).toContain("Default: no compression");
    expect(page?.markdown).toContain("<https://btrfs.readthedocs.io/");
  });

  test("judges the value that is asked about", () => {
    expect(optionPage("compress=zstd:19")?.markdown).toContain("btrfs reads it as `compress=zstd:15`");
    expect(optionPage("compress=lz4")?.markdown).toContain("btrfs does not take this value");
  });

  test("tells versions", () => {
    expect(optionPage("nologreplay")?.markdown).toContain("Removed in Linux 6.16: a mount with it fails");
  });

  test("knows families of userspace options", () => {
    expect(optionPage("x-systemd.automount")?.markdown).toContain("systemd");
  });

  test("does not exist for a name nobody knows", () => {
    expect(optionPage("bogus")).toBeUndefined();
  });
});

/** Of one mount's option with this text. */
function hover(spec: FilesystemSpec, mountpoint: string, text: string, others: LayoutSpec["others"] = {}): string {
  const { filesystems } = computeEffective(makeLayout({ btrfs: [spec], others }), undefined);
  for (const filesystem of filesystems) {
    for (const mount of filesystem.mounts) {
      const option = mount.options.find((one) => one.text === text);
      if (mount.mount.mountpoint.value === mountpoint && option) return optionHover(option, mount, filesystem);
    }
  }
  return "nothing";
}

describe("a hover", () => {
  const mounts = { "/": ["compress=zstd:1", "noatime"], "/db": ["nodatacow", "noatime"] };

  test("on the deciding mount", () => {
    expect(hover({ mounts }, "/", "compress=zstd:1")).toContain(
      "In effect here: `compress=zstd:1`, decided by this mount.",
    );
  });

  test("on a later mount names the one that decides", () => {
    expect(hover({ mounts }, "/db", "nodatacow")).toContain("In effect here: `datacow`, decided by @ (`/`).");
  });

  test("says what `nixos-rebuild switch` makes of it", () => {
    expect(hover({ mounts }, "/db", "nodatacow")).toContain(
      "`nodatacow` may hold everywhere then, until the next boot",
    );
    expect(hover({ mounts }, "/", "compress=zstd:1")).toContain("stays in effect until the next boot");
    const alike = { mounts: { "/": ["compress=zstd"], "/home": ["compress=zstd"] } };
    expect(hover(alike, "/home", "compress=zstd")).not.toContain("nixos-rebuild");
  });

  test("says which kernel a value needs", () => {
    expect(hover({ mounts: { "/": ["compress=zstd:-3"] } }, "/", "compress=zstd:-3")).toContain("It needs Linux 6.15.");
  });

  test("on an option of one mount says no more", () => {
    expect(hover({ mounts }, "/db", "noatime")).not.toContain("In effect");
  });

  test("where it is known for the installation only says so", () => {
    const spec = { mounts: { "/home": [], "/nix": ["compress=zstd"] } };
    expect(hover(spec, "/nix", "compress=zstd", { "/": { fsType: "tmpfs" } })).toContain(
      "not known for certain; it is decided by @home (`/home`) at install, a mount that is not known at boot.",
    );
  });

  test("where the decider is not known says so", () => {
    const unknown = { mounts: { "/home": ["compress=zstd"], "/nix": [] } };
    expect(hover(unknown, "/home", "compress=zstd")).toContain("not known");
  });
});

test("every entry of the vocabulary can be explained, and cites a source", () => {
  for (const { spellings, meaning, sources } of VOCABULARY) {
    expect(meaning).toMatch(/^[A-Z`].*\.$/s);
    for (const source of sources) expect(source).toMatch(/^https:\/\//);
    for (const { name } of spellings) expect(optionPage(name)?.markdown).toContain(meaning);
  }
});
