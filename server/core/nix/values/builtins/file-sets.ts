/**
 * The files that a file set of `lib.fileset` names: paths in the order of `toList`, some perhaps, and perhaps more. Nothing is
 * read before somebody asks.
 */
import { dirname, normalizePath } from "../../../text/path.ts";
import type { EvalContext } from "../context.ts";
import { compareText } from "../order.ts";
import { type UnknownValue, unknown } from "../value.ts";
import { fileType, otherEntries, readFolder, typeName } from "./files.ts";
import { components } from "./paths.ts";

export interface FileEntry {
  readonly path: string;
  /** `regular` or `symlink`. */
  readonly type: string;
  readonly certain: boolean;
}

export interface FoundFiles {
  readonly entries: readonly FileEntry[];
  /** Set where there may be more files than these. */
  readonly open: UnknownValue | undefined;
}

export interface FileSet {
  /** The folder that holds all files; undefined for a set that is empty wherever it lies. */
  readonly base: string | undefined;
  files(): FoundFiles | UnknownValue;
}

const NOTHING: FoundFiles = { entries: [], open: undefined };

export const EMPTY: FileSet = { base: undefined, files: () => NOTHING };

/** Whether something at a path belongs to a set; folders that do not are not looked into. */
export type Selects = (path: string, type: string) => boolean | UnknownValue;

/** The files at or below a path, of which `selects` may leave some out. */
export function filesAt(path: string, context: EvalContext, selects: Selects): FileSet | UnknownValue {
  const type = fileType(path, context);
  if (typeof type !== "string") return type;
  if (type === "directory") return { base: path, files: once(() => filesBelow(path, context, selects)) };
  return {
    base: dirname(path),
    files: once(() => chosen([], { path, type, certain: true }, selects)),
  };
}

function once(compute: () => FoundFiles | UnknownValue): () => FoundFiles | UnknownValue {
  let found: FoundFiles | UnknownValue | undefined;
  return () => {
    found ??= compute();
    return found;
  };
}

function chosen(entries: FileEntry[], entry: FileEntry, selects: Selects): FoundFiles | UnknownValue {
  const answer = selects(entry.path, entry.type);
  // An error of the user's function is an error of the set.
  if (typeof answer !== "boolean" && answer.failure !== undefined) return answer;
  if (answer !== false) entries.push({ ...entry, certain: entry.certain && answer === true });
  return { entries, open: undefined };
}

function filesBelow(root: string, context: EvalContext, selects: Selects): FoundFiles | UnknownValue {
  const entries: FileEntry[] = [];
  let open: UnknownValue | undefined;
  const problem = walk(root, true);
  return problem ?? { entries, open };

  function walk(folder: string, certain: boolean): UnknownValue | undefined {
    const content = readFolder(folder, context);
    if ("kind" in content) return content;
    if (!content.complete) open ??= otherEntries(folder);
    for (const entry of content.entries) {
      const path = normalizePath(`${folder}/${entry.name}`);
      const problem =
        entry.kind === "directory"
          ? walkInto(path, certain)
          : chosenProblem(chosen(entries, { path, type: typeName(entry), certain }, selects));
      if (problem !== undefined) return problem;
    }
    return undefined;
  }

  function walkInto(folder: string, certain: boolean): UnknownValue | undefined {
    const answer = selects(folder, "directory");
    if (answer === false) return undefined;
    if (typeof answer !== "boolean" && answer.failure !== undefined) return answer;
    const found = context.deeper(() => ({ problem: walk(folder, certain && answer === true) }));
    return "problem" in found ? found.problem : found;
  }
}

function chosenProblem(found: FoundFiles | UnknownValue): UnknownValue | undefined {
  return "kind" in found ? found : undefined;
}

/** The order of `toList`: folder by folder, names by their bytes. */
function compareEntries(a: FileEntry, b: FileEntry): number {
  const left = components(a.path).names;
  const right = components(b.path).names;
  for (let index = 0; index < left.length && index < right.length; index += 1) {
    const order = compareText(left[index] ?? "", right[index] ?? "");
    if (order !== 0) return order;
  }
  return left.length - right.length;
}

function combined(
  sets: readonly FileSet[],
  base: string | undefined,
  combine: (found: readonly FoundFiles[]) => FoundFiles,
): FileSet {
  return {
    base,
    files: once(() => {
      const found: FoundFiles[] = [];
      for (const set of sets) {
        const files = set.files();
        if ("kind" in files) return files;
        found.push(files);
      }
      return combine(found);
    }),
  };
}

/** The folder that holds both. */
function commonBase(a: string, b: string): string {
  let base = a;
  while (base !== b && !b.startsWith(base.endsWith("/") ? base : `${base}/`)) base = dirname(base);
  return base;
}

export function union(sets: readonly FileSet[]): FileSet {
  const bases = sets.flatMap(({ base }) => (base === undefined ? [] : [base]));
  const [first, ...rest] = bases;
  if (first === undefined) return EMPTY;
  return combined(sets, rest.reduce(commonBase, first), (found) => {
    const entries = new Map<string, FileEntry>();
    for (const entry of found.flatMap((files) => files.entries)) {
      if (entries.get(entry.path)?.certain !== true) entries.set(entry.path, entry);
    }
    return {
      entries: [...entries.values()].sort(compareEntries),
      open: found.find(({ open }) => open !== undefined)?.open,
    };
  });
}

export function intersection(a: FileSet, b: FileSet): FileSet {
  if (a.base === undefined || b.base === undefined) return EMPTY;
  const common = commonBase(a.base, b.base);
  const base = common === a.base ? b.base : common === b.base ? a.base : undefined;
  if (base === undefined) return EMPTY;
  return combined([a, b], base, ([left = NOTHING, right = NOTHING]) => {
    const others = new Map(right.entries.map((entry) => [entry.path, entry]));
    const entries = left.entries.flatMap((entry): FileEntry[] => {
      const other = others.get(entry.path);
      if (other !== undefined) return [{ ...entry, certain: entry.certain && other.certain }];
      return right.open === undefined ? [] : [{ ...entry, certain: false }];
    });
    return { entries, open: left.open };
  });
}

export function difference(a: FileSet, b: FileSet): FileSet {
  if (a.base === undefined || b.base === undefined) return a;
  return combined([a, b], a.base, ([left = NOTHING, right = NOTHING]) => {
    const others = new Map(right.entries.map((entry) => [entry.path, entry]));
    const entries = left.entries.flatMap((entry): FileEntry[] => {
      const other = others.get(entry.path);
      if (other?.certain === true) return [];
      return [{ ...entry, certain: entry.certain && other === undefined && right.open === undefined }];
    });
    return { entries, open: left.open };
  });
}

/** The same files, none of them for certain. */
export function doubted(set: FileSet, why: string): FileSet {
  return combined([set], set.base, ([found = NOTHING]) => ({
    entries: found.entries.map((entry) => ({ ...entry, certain: false })),
    open: found.open === undefined ? undefined : unknown(why),
  }));
}
