/** What a NixOS module switches on in turn is there, too; who says so comes with it. */
import { describe, expect, test } from "vitest";
import { expectTools, notes } from "./detect-rich.ts";

describe("a module brings others", () => {
  test("with the line that does it", () => {
    expectTools("{ services.photos.enable = true; }", [
      "photos certain: services.photos.enable /var/lib/photos",
      "postgresql certain: services.photos.enable through Photos /var/lib/postgresql",
      "redis certain: services.photos.enable through Photos /var/lib/redis-photos",
    ]);
  });

  test("through a module that brings it", () => {
    expectTools("{ services.albums.enable = true; }", [
      "albums certain: services.albums.enable",
      "photos certain: services.albums.enable through Albums /var/lib/photos",
      "postgresql certain: services.albums.enable through Photos /var/lib/postgresql",
      "redis certain: services.albums.enable through Photos /var/lib/redis-photos",
    ]);
  });

  test("its data lies where the brought tool's own option says", () => {
    expectTools('{ services.photos.enable = true; services.postgresql.dataDir = "/data/pg"; }', [
      expect.stringMatching("^photos"),
      "postgresql certain: services.photos.enable through Photos /data/pg",
      expect.stringMatching("^redis"),
    ]);
  });

  test("beside one that is asked for anyway", () => {
    expectTools('{ services.photos.enable = true; services.redis.servers."".enable = true; }', [
      expect.stringMatching("^photos"),
      expect.stringMatching("^postgresql"),
      "redis certain: services.redis.servers..enable, services.photos.enable through Photos /var/lib/redis /var/lib/redis-photos",
    ]);
  });
});

describe("and does not", () => {
  test.each([
    ["off", "{ services.photos.enable = false; }", []],
    ["forced off", "{ lib, ... }: { services.photos.enable = lib.mkForce false; }", []],
    ["a package of that name implies nothing", "{ pkgs, ... }: { environment.systemPackages = [ pkgs.photos ]; }", []],
    [
      "the option has another value",
      '{ services.photos = { enable = true; database.type = "sqlite"; }; }',
      [expect.stringMatching("^photos certain"), expect.stringMatching("^redis certain")],
    ],
    [
      "what is brought is switched off",
      "{ lib, ... }: { services.photos.enable = true; services.postgresql.enable = lib.mkForce false; }",
      [expect.stringMatching("^photos certain"), expect.stringMatching("^redis certain")],
    ],
  ])("%s", (_, configuration, expected) => {
    expectTools(configuration, expected);
  });
});

describe("where it is not known", () => {
  test("whether the module is on", () => {
    expectTools("{ lib, config, ... }: { services.photos.enable = lib.mkIf config.my.flag true; }", [
      expect.stringMatching("^photos likely"),
      expect.stringMatching("^postgresql likely"),
      expect.stringMatching("^redis likely"),
    ]);
  });

  test("what the condition says: likely where NixOS' own default would do, and told", () => {
    const configuration = "{ inputs, ... }: { services.photos = { enable = true; database.type = inputs.kind; }; }";
    expectTools(configuration, [
      expect.stringMatching("^photos certain"),
      expect.stringMatching("^postgresql likely"),
      expect.stringMatching("^redis certain"),
    ]);
    expect(notes(configuration)).toContain(
      "whether Photos brings PostgreSQL, which hangs on `services.photos.database.type`: the argument `inputs` is not given",
    );
  });

  test("whether what is brought is switched off", () => {
    expectTools(
      "{ lib, config, ... }: { services.photos.enable = true; services.postgresql.enable = lib.mkIf config.my.flag (lib.mkForce false); }",
      [
        expect.stringMatching("^photos certain"),
        expect.stringMatching("^postgresql likely"),
        expect.stringMatching("^redis certain"),
      ],
    );
  });
});
