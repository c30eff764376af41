/** A small pattern database in which everything that detection and needs look at happens once. */
import type { Pattern, PatternData } from "../../../server/core/patterns/pattern.ts";
import { readPatternFiles } from "../../../server/core/patterns/pattern-files.ts";

const SOURCES = `sources: { manual: { url: "https://example.org/manual", title: Manual } }`;

const FILES: Readonly<Record<string, string>> = {
  "categories.yaml": `
categories:
  - { id: database, name: Databases, summary: Answer queries., io: { writes: { is: in-place, source: manual } }, ${SOURCES} }
  - { id: editor, name: Editors, summary: Edit., io: {}, ${SOURCES} }
  - { id: build, name: Builds, summary: Build., io: {}, ${SOURCES} }
  - { id: system, name: System, summary: The base., io: {}, ${SOURCES} }
`,
  "tools/database/postgresql.yaml": `
id: postgresql
name: PostgreSQL
category: database
summary: A database server.
detect: { options: [services.postgresql.enable] }
data:
  - path: /var/lib/postgresql
    option: services.postgresql.dataDir
    holds: tables
    role: state
    source: manual
    io:
      writeSize: { is: 8K, source: manual }
      fileSize: { is: 1G, source: manual }
      sync: { is: every-write, source: manual }
      compressibility: { is: high, source: manual }
${SOURCES}
`,
  "tools/database/mariadb.yaml": `
id: mariadb
name: MariaDB
category: database
summary: Another one.
detect: { options: [services.mysql.enable] }
data: [{ path: /var/lib/mysql, holds: tables, role: state, source: manual }]
${SOURCES}
`,
  "tools/editor/vscode.yaml": `
id: vscode
name: Visual Studio Code
category: editor
summary: An editor.
detect: { options: [programs.vscode.enable], homeOptions: [programs.vscode.enable], packages: [vscode] }
data: [{ path: ~/.config/Code, holds: settings, role: state, source: manual }]
${SOURCES}
`,
  "tools/build/cargo.yaml": `
id: cargo
name: Cargo
category: build
summary: Builds Rust.
detect: { packages: [cargo] }
data:
  - { path: ~/.cargo/registry, holds: crates, role: cache, source: manual }
  - { path: PROJECT/target, holds: build results, role: cache, source: manual }
${SOURCES}
`,
  "tools/build/nix.yaml": `
id: nix
name: Nix
category: build
summary: Builds packages.
detect: { options: [nix.settings.*] }
data:
  - path: /nix/store
    holds: packages
    role: store
    source: manual
    io: { fileSize: { is: 64K, source: manual }, readShare: { is: 0.9, source: manual } }
${SOURCES}
`,
  "tools/system/logs.yaml": `
id: logs
name: Logs
category: system
summary: The log of the system.
detect: { always: true }
data: [{ path: /var/log, holds: the journal, role: log, source: manual }]
${SOURCES}
`,
};

const read = readPatternFiles(Object.entries(FILES).map(([path, text]) => ({ path, text })));
if (read.problems.length > 0) throw new Error(read.problems.join("\n"));

export const SAMPLE: PatternData = read.data;

/** One of them, with other facts of its first data path. */
export function patternWith(id: string, data: Partial<Pattern["data"][number]>): Pattern {
  const found = SAMPLE.patterns.find((pattern) => pattern.id === id);
  const [first, ...others] = found?.data ?? [];
  if (!found || !first) throw new Error(`there is no pattern ${id}`);
  return { ...found, data: [{ ...first, ...data }, ...others] };
}
