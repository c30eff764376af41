/** Tools behind values, packages of modules, images of containers, and in machines inside the host. */
import { describe, expect, test } from "vitest";
import { expectTools, notes } from "./detect-rich.ts";

describe("an option's value decides", () => {
  const containers = 'virtualisation.oci-containers.containers.web.image = "web";';
  test.each([
    ["set", 'virtualisation.oci-containers.backend = "engine";', "certain"],
    ["another", 'virtualisation.oci-containers.backend = "other";', undefined],
    ["NixOS' default", 'system.stateVersion = "24.05";', "certain"],
    ["the default of an older NixOS", 'system.stateVersion = "21.11";', undefined],
    // The default hangs on a version that nobody says.
    ["not known", "", undefined],
    ["switched off itself", 'system.stateVersion = "24.05"; virtualisation.engine.enable = false;', undefined],
  ])("%s", (_, more, certainty) => {
    const name = "virtualisation.oci-containers.containers.web";
    const expected = certainty === undefined ? [] : [`engine ${certainty}: ${name} /var/lib/engine`];
    expectTools(`{ ${containers} ${more} }`, expected);
  });

  test("a default that is not known is told", () => {
    expect(notes(`{ ${containers} }`)).toEqual([
      "whether Engine runs, which hangs on `virtualisation.oci-containers.backend`: nobody sets it, and its default is not known",
    ]);
  });

  test("nothing below the option, nothing found", () => {
    expectTools('{ virtualisation.oci-containers.backend = "engine"; }', []);
  });
});

describe("the package of a module is another tool", () => {
  test.each([
    ["programs.code.enable = true;", ["code certain: programs.code.enable"]],
    ["programs.code = { enable = true; package = pkgs.codium; };", ["codium certain: programs.code.package"]],
    [
      "programs.code = { enable = true; package = pkgs.code.override { x = 1; }; };",
      ["code certain: programs.code.enable"],
    ],
    ["programs.code = { enable = false; package = pkgs.codium; };", []],
    // It may be any program.
    ["programs.code = { enable = true; package = inputs.mine.code; };", ["code likely: programs.code.enable"]],
    ["services.sql.enable = true;", ["maria certain: services.sql.enable /var/lib/sql"]],
    [
      "services.sql = { enable = true; package = pkgs.dolphin; };",
      ["dolphin certain: services.sql.package /var/lib/sql"],
    ],
    // In a list it is the client.
    ["environment.systemPackages = [ pkgs.dolphin ];", []],
  ])("%s", (line, expected) => {
    expectTools(`{ pkgs, inputs, ... }: { ${line} }`, expected);
  });

  test("in home-manager", () => {
    expectTools(
      `{ pkgs, ... }: {
        users.users.ada.isNormalUser = true;
        home-manager.users.ada = { pkgs, ... }: { programs.code = { enable = true; package = pkgs.codium; }; };
      }`,
      ["codium certain: programs.code.package /home/ada/.config/Codium"],
    );
  });
});

describe("containers of an image", () => {
  const oci = (rest: string) =>
    `{ inputs, ... }: { virtualisation.oci-containers.containers.db = { ${rest} }; virtualisation.oci-containers.backend = "other"; }`;
  const IMAGE = "postgresql certain: virtualisation.oci-containers.containers.db.image";
  test.each([
    ['image = "postgres:16";', [IMAGE]],
    ['image = "docker.io/library/postgres:16@sha256:0123";', [IMAGE]],
    [
      'image = "docker.io/library/postgres"; volumes = [ "/srv/pg:/var/lib/postgresql/data:rw" ];',
      [`${IMAGE} /srv/pg`],
    ],
    // The place lies below what is mounted; other volumes are not its data.
    ['image = "postgres"; volumes = [ "/srv/all/:/var/lib/postgresql" "/etc/pg:/etc/pg" ];', [`${IMAGE} /srv/all`]],
    // A volume with a name lies where the engine keeps its own.
    ['image = "postgres"; volumes = [ "pg:/var/lib/postgresql/data" ];', [IMAGE]],
    ['image = "registry.example.org:5000/me/postgres-exporter:1";', []],
    ['image = "postgres-backup";', []],
    ["image = inputs.image;", []],
  ])("%s", (rest, expected) => {
    expectTools(oci(rest), expected);
  });

  test("an image and volumes that are not known are told", () => {
    expect(notes(oci("image = inputs.image;"))).toContain(
      "which image the container `db` runs: the argument `inputs` is not given",
    );
    expect(notes(oci('image = "postgres"; volumes = [ "${inputs.place}:/var/lib/postgresql/data" ];'))).toContainEqual(
      expect.stringMatching("^where the container `db` keeps its data: "),
    );
  });

  test("in a quadlet, and with Arion", () => {
    expectTools(
      '{ virtualisation.quadlet.containers.cache.containerConfig = { image = "redis:7"; volumes = [ "/srv/r:/data" ]; }; }',
      ["redis certain: virtualisation.quadlet.containers.cache.containerConfig.image /srv/r"],
    );
    expectTools(
      '{ virtualisation.arion.projects.a.settings.services.cache.service = { image = "redis:7"; volumes = [ "/srv/r:/data" ]; }; }',
      ["redis certain: virtualisation.arion.projects.a.settings.services.cache.service.image /srv/r"],
    );
  });
});

describe("machines inside the host", () => {
  const container = { name: "db", kind: "container", root: "/var/lib/nixos-containers/db" } as const;
  const POSTGRES = "{ services.postgresql.enable = true; }";

  test("count for the host, below their root", () => {
    expectTools(
      "{ }",
      [
        "postgresql certain: services.postgresql.enable in the container db /var/lib/nixos-containers/db/var/lib/postgresql",
      ],
      {
        machines: [{ ...container, text: POSTGRES }],
      },
    );
  });

  test("what they switch on in turn lies there, too", () => {
    expectTools(
      "{ }",
      [
        "photos certain: services.photos.enable in the container db /var/lib/nixos-containers/db/srv/photos",
        "postgresql certain: services.photos.enable through Photos, in the container db /var/lib/nixos-containers/db/var/lib/postgresql",
        "redis certain: services.photos.enable through Photos, in the container db /var/lib/nixos-containers/db/var/lib/redis-photos",
      ],
      { machines: [{ ...container, text: '{ services.photos = { enable = true; stateDir = "/srv/photos"; }; }' }] },
    );
  });

  test("off on the host is not off inside, and the other way round", () => {
    expectTools("{ services.postgresql.enable = false; }", [expect.stringMatching("in the container db")], {
      machines: [{ ...container, text: POSTGRES }],
    });
    expectTools(POSTGRES, ["postgresql certain: services.postgresql.enable /var/lib/postgresql"], {
      machines: [{ ...container, text: "{ services.postgresql.enable = false; }" }],
    });
  });

  test.each([
    ['bindMounts."/var/lib/postgresql".hostPath = "/srv/pg";', "/srv/pg"],
    ['bindMounts."/var/lib" = { hostPath = "/srv/db"; isReadOnly = false; };', "/srv/db/postgresql"],
    ['bindMounts."/var/lib/postgresql" = { };', "/var/lib/postgresql"],
    ['bindMounts.data = { mountPoint = "/var/lib/postgresql"; hostPath = "/srv/pg"; };', "/srv/pg"],
    ['bindMounts."/etc/x".hostPath = "/srv/x";', "/var/lib/nixos-containers/db/var/lib/postgresql"],
  ])("a folder of the host that is mounted there: %s", (line, path) => {
    expectTools(
      `{ containers.db = { ${line} }; }`,
      [`postgresql certain: services.postgresql.enable in the container db ${path}`],
      {
        machines: [{ ...container, text: POSTGRES }],
      },
    );
  });

  test("in an image their data has no place on the host", () => {
    const machines = [{ name: "vm", kind: "microvm", root: undefined, text: POSTGRES }] as const;
    expectTools("{ }", ["postgresql certain: services.postgresql.enable in the microvm vm"], { machines });
    expect(notes("{ }", { machines })).toEqual([
      "where PostgreSQL keeps data: the files of the microvm `vm` have no known place on the host",
    ]);
  });
});

describe("where the data lies", () => {
  test.each([
    ['services.photos.stateDir = "/data";', "/data"],
    ['services.photos.stateDir = "albums";', "/var/lib/albums"],
  ])("a relative place is below its folder: %s", (line, path) => {
    expectTools(
      `{ lib, ... }: { services.photos.enable = true; ${line} services.postgresql.enable = lib.mkForce false; }`,
      [`photos certain: services.photos.enable ${path}`, expect.stringMatching("^redis")],
    );
  });

  test("`~` in an option is the user's home", () => {
    const home = 'home-manager.users.ada = { programs.code = { enable = true; dataDir = "~/code"; }; };';
    expectTools(`{ users.users.ada.isNormalUser = true; ${home} }`, [
      "code certain: programs.code.enable /home/ada/code",
    ]);
  });

  test("a list of places is all of them", () => {
    expectTools('{ services.shop = { enable = true; dirs = [ "/a" "/b" ]; }; }', [
      "shop certain: services.shop.enable /a /b",
    ]);
  });

  test("each instance has the place that its own option says", () => {
    expectTools('{ services.shop.tills = { a = { }; b.dir = "/till"; }; }', [
      "shop certain: services.shop.tills.a, services.shop.tills.b /var/lib/till-a /till",
    ]);
  });

  test("a place that hangs on the state version, or on another option", () => {
    const old = '{ services.shop.tills.a = { }; services.shop.archive = true; system.stateVersion = "23.05"; }';
    expectTools(old, ["shop certain: services.shop.tills.a /var/lib/till-a /var/old-archive"]);
    expectTools(old.replace("23.05", "24.05"), ["shop certain: services.shop.tills.a /var/lib/till-a /var/archive"]);
    expectTools(old.replace("true", "false"), ["shop certain: services.shop.tills.a /var/lib/till-a"]);
  });

  test("a service keeps nothing in homes, a program nothing in /var/lib", () => {
    const users = "users.users.ada.isNormalUser = true;";
    expectTools(`{ ${users} services.mailer.enable = true; }`, [
      "mailer certain: services.mailer.enable /var/lib/mailer",
    ]);
    expectTools(`{ pkgs, ... }: { ${users} users.users.ada.packages = [ pkgs.mailer ]; }`, [
      "mailer certain: mailer /home/ada/mail",
    ]);
  });

  test("an instance that is off has none", () => {
    expectTools("{ services.redis.servers = { a.enable = true; b.enable = false; }; }", [
      "redis certain: services.redis.servers.a.enable /var/lib/redis-a",
    ]);
  });
});

describe("the whole host is only likely", () => {
  const likely = { at: undefined, why: "whether the host is whole" };
  test("its tools, too; not what the user says", () => {
    expectTools(
      "{ services.postgresql.enable = true; }",
      ["code certain: named by you", expect.stringMatching("^postgresql likely")],
      {
        likely,
        selection: { tools: ["code"] },
      },
    );
    expect(notes("{ }", { likely })).toEqual(["whether the host is whole"]);
  });
});

test("a tool that is excluded is passed over, what it brings is not", () => {
  expectTools(
    "{ services.photos.enable = true; }",
    [
      expect.stringMatching("^postgresql certain: services.photos.enable through Photos"),
      expect.stringMatching("^redis"),
    ],
    { selection: { exclude: ["photos"] } },
  );
});
