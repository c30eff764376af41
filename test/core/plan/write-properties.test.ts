import fc from "fast-check";
import { expect, test } from "vitest";
import { type MountOption, optionsOf } from "../../../server/core/mounts/mount-option.ts";
import type { Change } from "../../../server/core/plan/plan.ts";
import { parse } from "../../support/evaluate.ts";
import { filesystemOf, optionsByMountpoint, PATH, type Read, read, textAfter, write } from "./write-file.ts";
import { type RandomChange, randomChanges, randomFile, sameForAll, textOf } from "./write-random.ts";

/** The change as the planner would say it; undefined where the file has no such mount. */
function changeIn(file: Read, { mount: index, gone, add }: RandomChange): (Change & { kind: "options" }) | undefined {
  const mount = file.layout.mounts[index];
  if (mount === undefined) return undefined;
  const all = mount.options.written ? optionsOf(mount) : [];
  const remove = all.filter((_, at) => gone.includes(at));
  return { kind: "options", mount, remove, add };
}

/** What the options of each mount should come to, by mountpoint. */
function wanted(file: Read, changes: readonly (Change & { kind: "options" })[]): Record<string, string[]> {
  const before = optionsByMountpoint(file);
  const mounts = Object.keys(before).map((mountpoint) => {
    const own = changes.filter(({ mount }) => mount.mountpoint.value === mountpoint);
    return [
      mountpoint,
      own.reduce(
        apply,
        (before[mountpoint] ?? []).map((text, id) => ({ text, id })),
      ),
    ] as const;
  });
  return Object.fromEntries(mounts.map(([name, options]) => [name, options.map(({ text }) => text)]));
}

interface Option {
  readonly text: string;
  /** Its position in the file; undefined for one that came. */
  readonly id: number | undefined;
}

function apply(options: readonly Option[], { mount, remove, add }: Change & { kind: "options" }): Option[] {
  const all = optionsOf(mount);
  const ids = remove.map((option) => all.findIndex((other) => same(option, other)));
  const isThere = options.some(({ text }) => text === add);
  let coming = isThere ? undefined : add;
  const changed = options.flatMap((option): Option[] => {
    if (option.id === undefined || !ids.includes(option.id)) return [option];
    const text = coming;
    coming = undefined;
    return text === undefined ? [] : [{ text, id: undefined }];
  });
  return coming === undefined ? changed : [...changed, { text: coming, id: undefined }];
}

function same(a: MountOption, b: MountOption): boolean {
  return a.entry === b.entry && a.at.span.start === b.at.span.start;
}

/** Comments in order, however their blanks. */
function commentsOf(text: string): string[] {
  return parse("/comments.nix", text).comments.map((comment) => comment.text.trim());
}

for (const [name, arbitrary] of [
  ["random changes", randomChanges],
  ["the same change for all mounts", sameForAll],
] as const) {
  test(`${name}: what changes is as wanted, all else as it was`, () => {
    let written = 0;
    let refused = 0;
    fc.assert(
      fc.property(randomFile, arbitrary, (random, wishes) => {
        const text = textOf(random);
        const file = read(text);
        const changes = wishes.flatMap((wish) => changeIn(file, wish) ?? []);
        const outcome = write(file, changes);
        const after = textAfter(file, outcome);
        const left = new Set(outcome.notWritten.map(({ decision }) => decision));
        written += changes.length - left.size;
        refused += left.size;

        const again = read(after);
        expect(parse(PATH, after).errors).toEqual([]);
        const done = changes.filter((_, index) => !left.has(String(index)));
        expect(optionsByMountpoint(again), after).toEqual(wanted(file, done));
        expect(commentsOf(after)).toEqual(commentsOf(text));
        if (random.crlf) expect(after.replaceAll("\r\n", "")).not.toContain("\n");

        const present = again.layout.mounts.flatMap((mount) =>
          (mount.options.written ? optionsOf(mount) : []).map(
            (option): Change => ({ kind: "options", mount, remove: [], add: option.text }),
          ),
        );
        expect(write(again, present)).toEqual({ edits: [], notWritten: [] });
      }),
      { numRuns: 150 },
    );
    // Most of it can be written: refusing everything would pass the rest.
    expect(written).toBeGreaterThan(refused);
  });
}

const newSubvolume = fc.record({
  mountpoint: fc.constantFrom("/var/cache", "/var/lib/postgresql", "/srv/vm"),
  options: fc.subarray(["compress=zstd:1", "noatime", "ssd"]),
  /** As the first mount has them in the end, as a plan wants it. */
  same: fc.boolean(),
  comment: fc.constantFrom([], ["Caches can be made again."]),
});

test("new subvolumes, settings and hooks: what was there is as it was, and what is new as wanted", () => {
  let written = 0;
  let refused = 0;
  fc.assert(
    fc.property(
      randomFile,
      sameForAll,
      fc.uniqueArray(newSubvolume, { maxLength: 3, selector: (one) => one.mountpoint }),
      fc.boolean(),
      (random, wishes, added, hook) => {
        const text = textOf(random);
        const file = read(text);
        const filesystem = filesystemOf(file);
        const changes = wishes.flatMap((wish) => changeIn(file, wish) ?? []);
        const options = wanted(file, changes);
        const subvolumes = added.map(({ mountpoint, same, comment, ...one }): Change & { kind: "subvolume" } => ({
          kind: "subvolume",
          filesystem,
          name: `@${mountpoint.slice(1).replaceAll("/", "-")}`,
          mountpoint,
          options: same ? (options["/"] ?? []) : one.options,
          comment,
        }));
        const more: Change[] = hook
          ? [{ kind: "hook", filesystem, subvolumePaths: [{ subvolume: "@", path: "srv" }] }]
          : [{ kind: "tmpfiles", line: "h /srv - - - - +C", comment: ["New files inherit it."] }];
        const outcome = write(file, [...subvolumes, ...more, ...changes]);
        const left = new Set(outcome.notWritten.map(({ decision }) => Number(decision)));
        const after = textAfter(file, outcome);
        const again = read(after);
        expect(parse(PATH, after).errors).toEqual([]);
        expect(again.layout.problems).toEqual(file.layout.problems);

        const done = changes.filter((_, index) => !left.has(subvolumes.length + more.length + index));
        const news = subvolumes.filter((_, index) => !left.has(index));
        const all = { ...wanted(file, done), ...Object.fromEntries(news.map((one) => [one.mountpoint, one.options])) };
        expect(optionsByMountpoint(again), after).toEqual(all);
        const kept = commentsOf(after);
        for (const comment of commentsOf(text)) expect(kept.splice(0, kept.indexOf(comment) + 1)).toContain(comment);
        if (random.crlf) expect(after.replaceAll("\r\n", "")).not.toContain("\n");
        written += news.length;
        refused += subvolumes.length - news.length;

        // Twice is once.
        expect(
          write(
            again,
            more.map((change) => ("filesystem" in change ? { ...change, filesystem: filesystemOf(again) } : change)),
          ).edits,
        ).toEqual([]);
      },
    ),
    { numRuns: 150 },
  );
  expect(written).toBeGreaterThan(refused);
});
