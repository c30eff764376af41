/** Hosts as people write them, against the whole database: what they run, and where it keeps its data. */
import { expect, test } from "vitest";
import { createPatternIndex } from "../../../server/core/patterns/pattern-index.ts";
import { NO_SELECTION } from "../../../server/core/settings.ts";
import { detectToolstack } from "../../../server/core/stack/detect.ts";
import { NO_PLACES } from "../../../server/core/stack/places.ts";
import { evidenceNote } from "../../../server/core/stack/toolstack.ts";
import { bundledPatterns } from "../../support/patterns.ts";
import { hostOf } from "../nixos/support.ts";

const index = createPatternIndex(bundledPatterns());

/** Each tool with how it came there, if through another, and its places: `redis (through Immich) /var/lib/redis-immich`. */
function runs(configuration: string): string[] {
  const host = hostOf(configuration, {}, index.packageNames);
  const { toolstack } = detectToolstack({ host, index, selection: NO_SELECTION, places: NO_PLACES });
  return toolstack.tools.map(({ pattern, certainty, evidence, data }) => {
    const notes = evidence.map(evidenceNote).filter((note) => note !== "");
    const by = notes.length > 0 ? ` (${notes.join("; ")})` : "";
    return [`${pattern.id}${certainty === "likely" ? "?" : ""}${by}`, ...data.map(({ path }) => path)].join(" ");
  });
}

test("a server with photos, documents and files", () => {
  expect(
    runs(`{
      services.immich = { enable = true; mediaLocation = "/tank/photos"; };
      services.paperless.enable = true;
      services.nextcloud = {
        enable = true;
        database.createLocally = true;
        config.dbtype = "mysql";
        configureRedis = true;
        datadir = "/tank/nextcloud";
      };
    }`),
  ).toEqual([
    "mariadb (through Nextcloud) /var/lib/mysql",
    "postgresql (through Immich) /var/lib/postgresql",
    "redis (through Immich; through Nextcloud; through Paperless-ngx) /var/lib/redis-immich /var/lib/redis-nextcloud /var/lib/redis-paperless",
    "immich /tank/photos /var/cache/immich",
    "nextcloud /tank/nextcloud /var/lib/nextcloud",
    "paperless /var/lib/paperless",
    "nginx (through Nextcloud) /var/log/nginx /var/cache/nginx",
  ]);
});

test("databases elsewhere, and none", () => {
  expect(
    runs(`{ lib, ... }: {
      services.forgejo = { enable = true; database.type = "postgres"; database.createDatabase = false; };
      services.gitea.enable = true;
      services.miniflux = { enable = true; createDatabaseLocally = false; };
      services.paperless = { enable = true; settings.PAPERLESS_REDIS = "redis://cache:6379"; };
      services.mediawiki = { enable = true; database.createLocally = false; };
    }`),
  ).toEqual([
    "forgejo /var/lib/forgejo",
    "gitea /var/lib/gitea",
    "mediawiki /var/lib/mediawiki /var/cache/mediawiki",
    "miniflux",
    "paperless /var/lib/paperless",
    "httpd (through MediaWiki) /var/log/httpd",
  ]);
});

test("a web server where the module sets one up", () => {
  const web = (configuration: string) => runs(configuration).filter((line) => /^(httpd|nginx|caddy)/.test(line));
  expect(web('{ services.kimai.sites."hours.example.org" = {}; }')).toEqual([
    "nginx (through Kimai) /var/log/nginx /var/cache/nginx",
  ]);
  expect(web("{ services.moodle.enable = true; }")).toEqual(["httpd (through Moodle) /var/log/httpd"]);
  expect(web('{ services.wordpress.sites."blog.example.org" = {}; }')).toEqual([
    "httpd (through WordPress) /var/log/httpd",
  ]);
  // Its options are null until somebody sets one.
  expect(web("{ services.pixelfed.enable = true; }")).toEqual([]);
  expect(web("{ services.pixelfed = { enable = true; nginx = null; }; }")).toEqual([]);
  expect(web("{ services.pixelfed = { enable = true; nginx = { }; }; }")).toEqual([
    "nginx (through Pixelfed) /var/log/nginx /var/cache/nginx",
  ]);
  expect(web("{ services.dolibarr = { enable = true; nginx.enableACME = true; }; }")).toEqual([
    "nginx (through Dolibarr) /var/log/nginx /var/cache/nginx",
  ]);
});

test("what moved with a version of NixOS lies where that version of the host has it", () => {
  const seerr = (version: string) => runs(`{ services.seerr.enable = true; system.stateVersion = "${version}"; }`);
  expect(seerr("25.11")).toEqual(["jellyseerr /var/lib/private/jellyseerr"]);
  expect(seerr("26.05")).toEqual(["jellyseerr /var/lib/private/seerr"]);
});

test("a database or a cache that a module sets up when it is asked to", () => {
  expect(
    runs(`{
      services.vaultwarden = { enable = true; configurePostgres = true; };
      services.matrix-synapse = { enable = true; configureRedisLocally = true; };
    }`),
  ).toEqual([
    "matrix-synapse /var/lib/matrix-synapse",
    "postgresql (through Vaultwarden) /var/lib/postgresql",
    "redis (through Synapse) /var/lib/redis-matrix-synapse",
    "vaultwarden /var/lib/vaultwarden",
  ]);
});

test("each instance lies where its own options put it", () => {
  expect(
    runs(`{
      services.github-runners.one.enable = true;
      services.github-runners.two = { enable = true; user = "builder"; };
      services.borgbackup.repos.ada.path = "/tank/ada";
    }`),
  ).toEqual(["borgbackup /tank/ada", "github-runner /var/lib/private/github-runner/one /var/lib/github-runner/two"]);
  expect(runs('{ services.gitea = { enable = true; repositoryRoot = "/tank/git"; }; }')).toEqual([
    "gitea /var/lib/gitea /tank/git",
  ]);
});

test("the package of a module decides what runs", () => {
  expect(runs("{ pkgs, ... }: { services.mysql = { enable = true; package = pkgs.mysql84; }; }")).toEqual([
    "mysql /var/lib/mysql",
  ]);
  expect(runs("{ pkgs, ... }: { services.mysql = { enable = true; package = pkgs.mariadb; }; }")).toEqual([
    "mariadb /var/lib/mysql",
  ]);
  expect(runs('{ pkgs, ... }: { services.redis = { package = pkgs.valkey; servers."".enable = true; }; }')).toEqual([
    "valkey /var/lib/redis",
  ]);
});

test("a client is no server, and a service is no program of the people", () => {
  const users = "users.users.ada = { isNormalUser = true; packages = [ pkgs.postgresql pkgs.redis pkgs.mariadb ]; };";
  expect(runs(`{ pkgs, ... }: { ${users} services.syncthing.enable = true; }`)).toEqual([
    "syncthing /var/lib/syncthing",
  ]);
});

test("containers bring their engine by NixOS' own default, and data where it is mounted", () => {
  const web =
    'virtualisation.oci-containers.containers.db = { image = "postgres:17"; volumes = [ "/srv/db:/var/lib/postgresql/data" ]; };';
  expect(runs(`{ ${web} system.stateVersion = "25.05"; }`)).toEqual([
    expect.stringMatching("^podman "),
    "postgresql /srv/db",
  ]);
  expect(runs(`{ ${web} virtualisation.oci-containers.backend = "docker"; }`)).toEqual([
    expect.stringMatching("^docker "),
    "postgresql /srv/db",
  ]);
});

test("a desktop", () => {
  expect(
    runs(`{ pkgs, ... }: {
      users.users.ada.isNormalUser = true;
      programs.steam.enable = true;
      services.ollama.enable = true;
      home-manager.users.ada = {
        programs.vscode = { enable = true; package = pkgs.vscodium; };
        home.packages = with pkgs; [ uv go jetbrains.idea-community discord ];
      };
    }`).map((line) => line.split(" ")[0]),
  ).toEqual(["ollama", "go", "uv", "discord", "jetbrains", "vscodium", "steam"]);
});
