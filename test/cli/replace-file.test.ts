import { chmodSync, lstatSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { replaceFile, replaceFiles } from "../../server/cli/replace-file.ts";
import { rewriteFiles } from "../../server/cli/rewrite.ts";
import { diskFiles } from "../../server/entry/disk-files.ts";
import { workspace } from "./program.ts";

let folder = "";
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const edit = (start: number, end: number, newText: string) => ({ span: { start, end }, newText });

/** Replaces in a file with this content and gives the new one. */
function replaced(content: string, expected: string, newText: string): string {
  folder = workspace({ "a.nix": content });
  const path = join(folder, "a.nix");
  expect(replaceFile(path, expected, [edit(0, 1, newText)])).toEqual({ ok: true });
  expect(readdirSync(folder)).toEqual(["a.nix"]);
  const text = readFileSync(path, "utf8");
  rmSync(folder, { recursive: true });
  return text;
}

test("writes the edits", () => {
  expect(replaced("1 2\n", "1 2\n", "3")).toBe("3 2\n");
});

test("keeps the byte order mark", () => {
  expect(replaced("\ufeff1 2\n", "1 2\n", "3")).toBe("\ufeff3 2\n");
});

test("new lines end as the file's lines do", () => {
  expect(replaced("1\r\n2\r\n", "1\r\n2\r\n", "3\n4\r\n5")).toBe("3\r\n4\r\n5\r\n2\r\n");
  expect(replaced("1\n2\n", "1\n2\n", "3\n4")).toBe("3\n4\n2\n");
  expect(replaced("1\r\n2\n", "1\r\n2\n", "3\n4")).toBe("3\n4\r\n2\n");
});

test("an edit between \\r and \\n doubles neither", () => {
  folder = workspace({ "a.nix": "1\r\n2\r\n" });
  const path = join(folder, "a.nix");
  expect(replaceFile(path, "1\r\n2\r\n", [edit(2, 2, "\nnew\r")])).toEqual({ ok: true });
  expect(readFileSync(path, "utf8")).toBe("1\r\nnew\r\n2\r\n");
});

test("keeps the mode", () => {
  folder = workspace({ "a.nix": "1" });
  const path = join(folder, "a.nix");
  chmodSync(path, 0o640);
  replaceFile(path, "1", [edit(0, 1, "2")]);
  expect(statSync(path).mode & 0o777).toBe(0o640);
});

test("a link stays a link", () => {
  folder = workspace({ "real/a.nix": "1" });
  const link = join(folder, "link.nix");
  symlinkSync("real/a.nix", link);
  expect(replaceFile(link, "1", [edit(0, 1, "2")])).toEqual({ ok: true });
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFileSync(join(folder, "real/a.nix"), "utf8")).toBe("2");
});

test("a file that changed meanwhile is left as it is", () => {
  folder = workspace({ "a.nix": "somebody was faster" });
  const path = join(folder, "a.nix");
  expect(replaceFile(path, "1", [edit(0, 1, "2")])).toEqual({ ok: false, why: "it was changed meanwhile" });
  expect(readFileSync(path, "utf8")).toBe("somebody was faster");
  expect(readdirSync(folder)).toEqual(["a.nix"]);
});

test("a file that is gone", () => {
  folder = workspace({});
  expect(replaceFile(join(folder, "a.nix"), "1", [])).toEqual({ ok: false, why: "no such file or folder" });
});

describe("several files, all or none", () => {
  const one = (name: string, expected: string | undefined, newText: string) => ({
    native: join(folder, name),
    expected,
    edits: [edit(0, expected?.length ?? 0, newText)],
  });
  const texts = () => readdirSync(folder).map((name) => `${name}: ${readFileSync(join(folder, name), "utf8")}`);

  test("all", () => {
    folder = workspace({ "a.nix": "1", "b.nix": "2" });
    expect(replaceFiles([one("a.nix", "1", "one"), one("b.nix", "2", "two"), one("c.nix", undefined, "3")])).toEqual({
      ok: true,
    });
    expect(texts()).toEqual(["a.nix: one", "b.nix: two", "c.nix: 3"]);
  });

  test("none, where one was changed before", () => {
    folder = workspace({ "a.nix": "1", "b.nix": "theirs" });
    expect(replaceFiles([one("a.nix", "1", "one"), one("b.nix", "2", "two")])).toEqual({
      ok: false,
      native: join(folder, "b.nix"),
      why: "it was changed meanwhile",
    });
    expect(texts()).toEqual(["a.nix: 1", "b.nix: theirs"]);
  });

  test("none, where the last one cannot take its place: those before get their text back", () => {
    folder = workspace({ "a.nix": "1", "b.nix": "theirs" });
    chmodSync(join(folder, "a.nix"), 0o640);
    expect(replaceFiles([one("a.nix", "1", "one"), one("b.nix", undefined, "new")])).toEqual({
      ok: false,
      native: join(folder, "b.nix"),
      why: "it was created meanwhile",
    });
    expect(texts()).toEqual(["a.nix: 1", "b.nix: theirs"]);
    expect(statSync(join(folder, "a.nix")).mode & 0o777).toBe(0o640);
  });
});

test("what is shown is what is written, whatever line ends and byte order mark a file has", () => {
  const texts = fc
    .array(fc.constantFrom("a", "b c", "é日", "\n", "\r\n", "\r", ""), { maxLength: 8 })
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(texts, fc.boolean(), fc.nat(12), fc.nat(4), texts, (text, hasMark, at, length, newText) => {
      const start = Math.min(at, text.length);
      const span = { start, end: Math.min(start + length, text.length) };
      folder = workspace({ "a.nix": `${hasMark ? "\ufeff" : ""}${text}` });
      const path = join(folder, "a.nix");
      const [file] = rewriteFiles(path, [{ path, span, newText }], { files: diskFiles() });
      expect(replaceFiles([{ native: path, expected: text, edits: [{ span, newText }] }])).toEqual({ ok: true });
      expect(readFileSync(path, "utf8")).toBe(file ? file.mark + file.after : `${hasMark ? "\ufeff" : ""}${text}`);
      rmSync(folder, { recursive: true });
    }),
  );
});
