/** A person types: whatever a project file looks like meanwhile, nothing throws, and every problem has a place in the text. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { createPatternIndex } from "../../../server/core/patterns/pattern-index.ts";
import { detectToolstack } from "../../../server/core/stack/detect.ts";
import { needsOf } from "../../../server/core/stack/needs.ts";
import { readProjectFile } from "../../../server/core/stack/project-file.ts";
import { SAMPLE } from "./sample-patterns.ts";

const PATH = "/w/.disko-toolstack.yaml";
const WHOLE = `# What runs here.
tools: &t [postgresql, "my-db", cargo]
exclude: *t
projects: [~/src, /srv/code]
priority: performance
kernel: "6.12"
workload: { snapshots: true, intensity: { database: heavy } }
hosts:
  web: { priority: durability, tools: [vscode] }
patterns:
  - id: my-db
    name: My database
    category: database
    summary: >-
      What we wrote
      ourselves.
    detect: { options: [services.my-db.enable] }
    data:
      - path: /var/lib/my-db
        holds: tables
        role: state
        source: readme
        io: { writes: { is: in-place, source: readme }, fileSize: { is: 1G, source: readme } }
    sources: { readme: { url: "https://example.org/my-db", title: My database } }
`;

function read(text: string): void {
  const { all, hosts, added, problems } = readProjectFile(PATH, text);
  const index = createPatternIndex(SAMPLE, added);
  const sections = [all, ...hosts.values()];
  const told = sections.flatMap(({ selection, places }) => {
    const detected = detectToolstack({ host: undefined, index, selection, places });
    for (const { weight } of needsOf(detected.toolstack)) expect(weight).toBeGreaterThanOrEqual(1);
    return detected.problems;
  });
  for (const { at, message } of [...problems, ...told]) {
    expect(message).toMatch(/^[A-Z`*].*[.?]$/s);
    if (!at) continue;
    expect(at.span.start).toBeGreaterThanOrEqual(0);
    expect(at.span.start).toBeLessThanOrEqual(at.span.end);
    expect(at.span.end).toBeLessThanOrEqual(text.length);
  }
}

test("cut off anywhere", () => {
  for (let end = 0; end <= WHOLE.length; end += 2) read(WHOLE.slice(0, end));
});

test("with anything written into it", () => {
  const piece = fc.oneof(
    fc.string({ maxLength: 6 }),
    fc.constantFrom(
      ..."[]{}:,&*!|>'\"%@`#-?\n\t".split(""),
      "\n  ",
      ": ",
      "- ",
      "<<: *t",
      "&a",
      "*a",
      "null",
      "~",
      "\r\n",
      "---\n",
    ),
  );
  fc.assert(
    fc.property(fc.nat(WHOLE.length), fc.nat(20), piece, (at, gone, written) => {
      read(WHOLE.slice(0, at) + written + WHOLE.slice(at + gone));
    }),
    { numRuns: 250 },
  );
});

test("made of anything", () => {
  fc.assert(fc.property(fc.json(), read));
  fc.assert(fc.property(fc.string({ maxLength: 60 }), read));
});
