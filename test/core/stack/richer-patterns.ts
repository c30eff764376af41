/** Patterns that use all ways of finding a tool: values, packages of modules, images, what others switch on. */
import type { PatternData } from "../../../server/core/patterns/pattern.ts";
import { readPatternFiles } from "../../../server/core/patterns/pattern-files.ts";

const SOURCES = `sources: { manual: { url: "https://example.org/manual", title: Manual } }`;
const END = `holds: data, role: state, source: manual`;

const FILES: Readonly<Record<string, string>> = {
  "categories.yaml": `
categories: [{ id: any, name: Any, summary: Anything., io: {}, ${SOURCES} }]
`,
  "tools/any/postgresql.yaml": `
id: postgresql
name: PostgreSQL
category: any
summary: A database.
detect: { options: [services.postgresql.enable], images: [postgres] }
data:
  - path: /var/lib/postgresql
    option: services.postgresql.dataDir
    inImages: [/var/lib/postgresql/data]
    ${END.replaceAll(", ", "\n    ")}
${SOURCES}
`,
  "tools/any/redis.yaml": `
id: redis
name: Redis
category: any
summary: Keeps what is in memory.
detect: { options: [services.redis.servers.*.enable], images: [redis] }
data:
  - { path: /var/lib/redis-<name>, unnamed: /var/lib/redis, each: services.redis.servers.*.enable, inImages: [/data], ${END} }
${SOURCES}
`,
  "tools/any/photos.yaml": `
id: photos
name: Photos
category: any
summary: Albums.
detect: { options: [services.photos.enable] }
implies:
  - tool: postgresql
    if: [{ option: services.photos.database.type, is: [postgres, pgsql], default: postgres }]
    source: manual
  - { tool: redis, sets: services.redis.servers.photos.enable, source: manual }
data: [{ path: /var/lib/photos, option: services.photos.stateDir, below: /var/lib, ${END} }]
${SOURCES}
`,
  "tools/any/albums.yaml": `
id: albums
name: Albums
category: any
summary: Runs Photos, and nothing else.
detect: { options: [services.albums.enable] }
implies: [{ tool: photos, source: manual }]
data: []
${SOURCES}
`,
  "tools/any/engine.yaml": `
id: engine
name: Engine
category: any
summary: Runs containers.
detect:
  options: [virtualisation.engine.enable]
  conditional:
    - option: virtualisation.oci-containers.containers.*
      if:
        - option: virtualisation.oci-containers.backend
          is: [engine]
          default: engine
          before: { stateVersion: "22.05", default: other }
data: [{ path: /var/lib/engine, ${END} }]
${SOURCES}
`,
  "tools/any/code.yaml": `
id: code
name: Code
category: any
summary: An editor.
detect: { options: [programs.code.enable], homeOptions: [programs.code.enable], packages: [code] }
data: [{ path: ~/.config/Code, option: programs.code.dataDir, ${END} }]
${SOURCES}
`,
  "tools/any/codium.yaml": `
id: codium
name: Codium
category: any
summary: The same editor under another name.
detect: { packages: [codium] }
data: [{ path: ~/.config/Codium, ${END} }]
${SOURCES}
`,
  "tools/any/shop.yaml": `
id: shop
name: Shop
category: any
summary: Sells.
detect: { options: [services.shop.enable, services.shop.tills.*] }
data:
  - { path: /var/lib/shop, option: services.shop.dirs, if: [{ option: services.shop.enable, is: [true], default: false }], ${END} }
  - { path: /var/lib/till-<name>, each: services.shop.tills.*, option: services.shop.tills.*.dir, ${END} }
  - path: /var/archive
    before: { stateVersion: "23.11", path: /var/old-archive }
    if: [{ option: services.shop.archive, not: [false], default: false }]
    ${END.replaceAll(", ", "\n    ")}
${SOURCES}
`,
  "tools/any/mailer.yaml": `
id: mailer
name: Mailer
category: any
summary: Mails.
detect: { options: [services.mailer.enable], packages: [mailer] }
data:
  - { path: /var/lib/mailer, only: service, ${END} }
  - { path: ~/mail, only: program, ${END} }
${SOURCES}
`,
  "tools/any/maria.yaml": `
id: maria
name: Maria
category: any
summary: A database.
detect: { options: [services.sql.enable], variants: [maria] }
data: [{ path: /var/lib/sql, ${END} }]
${SOURCES}
`,
  "tools/any/dolphin.yaml": `
id: dolphin
name: Dolphin
category: any
summary: Another database behind the same option.
detect: { variants: [dolphin] }
data: [{ path: /var/lib/sql, ${END} }]
${SOURCES}
`,
};

const read = readPatternFiles(Object.entries(FILES).map(([path, text]) => ({ path, text })));
if (read.problems.length > 0) throw new Error(read.problems.join("\n"));

export const RICHER: PatternData = read.data;
