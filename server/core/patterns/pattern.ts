/**
 * The I/O-pattern database: what is known of a tool's use of the disk. One YAML file a tool, and the categories with the
 * defaults that a tool may leave out. Facts only, each with its source: what they ask of a filesystem is for stack/ to
 * say. The same schema reads ours, and what users add.
 */
import * as z from "zod";
import { condition, detection, id, implication, optionPath } from "./detection.ts";

const sentence = z.string().min(1).max(400);
const bytes = z.string().regex(/^\d+(\.\d+)?[KMGT]?$/, "a size like `8K` or `1G`");

/** A fact with the key of its source in `sources`; editors show what it `says`. */
const fact = <T extends z.ZodType>(is: T, says: string) =>
  z.strictObject({ is, source: z.string().min(1), note: sentence.optional() }).meta({ description: says });

/** How one data path is used. What is left out is taken from the category. */
const ioProfile = z
  .strictObject({
    reads: fact(z.enum(["sequential", "random", "mixed"]), "How reads go through the files."),
    writes: fact(
      z.enum(["in-place", "append", "replace", "mixed", "none"]),
      "`in-place`: blocks of existing files are overwritten. `append`: files grow at their end. `replace`: whole files are written anew. `mixed`: several of these, and none prevails.",
    ),
    readShare: fact(z.number().min(0).max(1), "Share of reads among all bytes moved, 0 to 1, in ordinary use."),
    fileSize: fact(bytes, "Size of a typical file, like `64K` or `1G`."),
    writeSize: fact(bytes, "Size of the unit that is written, where the tool has one (a database page)."),
    sync: fact(
      z.enum(["every-write", "often", "rare", "never"]),
      "How often writes are forced to the disk (fsync, O_DSYNC).",
    ),
    churn: fact(z.enum(["low", "medium", "high"]), "How much of the data is replaced or deleted again."),
    growth: fact(z.enum(["bounded", "slow", "fast"]), "How the data grows."),
    compressibility: fact(
      z.enum(["none", "low", "medium", "high"]),
      "How much the data shrinks with zstd: `none` is below 5 %, `high` is to less than half.",
    ),
  })
  .partial();

const dataPath = z.strictObject({
  path: z
    .string()
    .regex(
      /^(\/|~\/|PROJECT\/)[^\s]*[^/\s]$|^PROJECT$/,
      "an absolute path, `~/…` or `PROJECT/…`, without a slash at the end",
    )
    .meta({
      description:
        "Absolute, or `~/…` for each user's home, or `PROJECT/…` for each project directory. Where it lies when `option` is not set.",
    }),
  option: optionPath.optional().meta({
    description: "The option that moves it: `services.postgresql.dataDir`. `*` is the name that `each` gives.",
  }),
  only: z.enum(["service", "program"]).optional().meta({
    description:
      "`service`: where a NixOS option shows the tool. `program`: where a package or home-manager does, not for a service of the machine.",
  }),
  if: z.array(condition).optional().meta({ description: "It lies there only where all of these hold." }),
  otherwise: optionPath
    .optional()
    .meta({ description: "The option whose value counts where `option` is not set: its default is taken from there." }),
  below: z
    .string()
    .regex(/^\/\S*[^/\s]$/, "an absolute path")
    .optional()
    .meta({ description: "The folder that a relative value of `option` is meant in." }),
  before: z
    .strictObject({
      stateVersion: z.string().regex(/^\d\d\.\d\d$/, 'a version of NixOS in quotes, like `"22.05"`'),
      path: z.string().regex(/^\/\S*[^/\s]$/, "an absolute path"),
    })
    .optional()
    .meta({ description: "Where it lies instead of `path` while `system.stateVersion` is older than this." }),
  each: optionPath.optional().meta({
    description:
      "One for each name that stands for `*` in this option: `services.redis.servers.*.enable`. `<name>` in `path` is that name.",
  }),
  unnamed: z
    .string()
    .regex(/^\/\S*[^/\s]$/, "an absolute path")
    .optional()
    .meta({ description: "Where it lies for the empty name of `each`." }),
  inImages: z
    .array(z.string().regex(/^\/\S*$/, "an absolute path"))
    .optional()
    .meta({ description: "Where it lies inside a container that runs one of `detect.images`." }),
  holds: sentence.meta({ description: "What lies there: `tables, indexes and the write-ahead log`." }),
  role: z.enum(["state", "log", "cache", "store", "image"]).meta({
    description:
      "`state`: cannot be made again. `log`: wanted also when the system is rolled back. `cache`: recreated by itself. `store`: can be fetched or built again. `image`: disk images of machines.",
  }),
  source: z.string().min(1).meta({ description: "Key in `sources` that says where the data lies." }),
  io: ioProfile.optional().meta({ description: "How it is used. What is left out is taken from the category." }),
});

export const pattern = z
  .strictObject({
    id,
    name: z.string().min(1).max(60).meta({ description: "As its makers write it: `PostgreSQL`." }),
    category: id,
    summary: sentence,
    detect: detection,
    implies: z
      .array(implication)
      .optional()
      .meta({ description: "Tools that the NixOS module switches on in turn. Only what is certain from the module." }),
    data: z.array(dataPath).meta({ description: "Empty where all of it lies with tools that `implies` names." }),
    advice: z
      .array(z.strictObject({ says: sentence, source: z.string().min(1) }))
      .default([])
      .meta({ description: "What its makers or others say of it on btrfs, beyond the facts." }),
    sources: z
      .record(id, z.strictObject({ url: z.url(), title: z.string().min(1) }))
      .meta({ description: "By key: an address that a reader can open." }),
  })
  .superRefine(({ data, implies = [], advice, sources }, context) => {
    if (data.length === 0 && implies.length === 0) {
      context.addIssue({ code: "custom", path: ["data"], message: "`data` has at least 1 item" });
    }
    const cited: [string, PropertyKey[]][] = [
      ...implies.map(({ source }, index): [string, PropertyKey[]] => [source, ["implies", index, "source"]]),
      ...data.flatMap((one, index): [string, PropertyKey[]][] => [
        [one.source, ["data", index, "source"]],
        ...Object.entries(one.io ?? {}).map(([name, { source }]): [string, PropertyKey[]] => [
          source,
          ["data", index, "io", name, "source"],
        ]),
      ]),
      ...advice.map(({ source }, index): [string, PropertyKey[]] => [source, ["advice", index, "source"]]),
    ];
    for (const [key, path] of cited) {
      if (!(key in sources)) context.addIssue({ code: "custom", path, message: `\`${key}\` is not among the sources` });
    }
  });

export const category = z
  .strictObject({
    id,
    name: z.string().min(1).max(60),
    summary: sentence,
    /** What holds for a tool of this category where its own pattern says nothing. */
    io: ioProfile,
    sources: z.record(id, z.strictObject({ url: z.url(), title: z.string().min(1) })),
  })
  .superRefine(({ io, sources }, context) => {
    for (const [name, { source }] of Object.entries(io)) {
      if (!(source in sources)) {
        context.addIssue({
          code: "custom",
          path: ["io", name, "source"],
          message: `\`${source}\` is not among the sources`,
        });
      }
    }
  });

export type IoProfile = z.infer<typeof ioProfile>;
export type DataPath = z.infer<typeof dataPath>;
export type DataRole = DataPath["role"];
export type Pattern = z.infer<typeof pattern>;
export type Category = z.infer<typeof category>;

/** All patterns there are: ours as bundled, or ours with what the project file adds. */
export interface PatternData {
  readonly patterns: readonly Pattern[];
  readonly categories: readonly Category[];
}

export const NO_PATTERNS: PatternData = { patterns: [], categories: [] };

/** The database, ready to be asked. */
export interface PatternIndex extends PatternData {
  byId(id: string): Pattern | undefined;
  category(id: string): Category | undefined;
  /** Tools that name this in `detect`, as written there: `services.postgresql.enable`, `nix.settings.*`, `vscode`. */
  byOption(path: string): readonly Pattern[];
  byHomeOption(path: string): readonly Pattern[];
  byPackage(name: string): readonly Pattern[];
  /** Tools that a module runs when its `package` is this one. */
  byVariant(name: string): readonly Pattern[];
  /** Tools that run in a container of this image, named as in `detect.images`. */
  byImage(name: string): readonly Pattern[];
  /** Every package that some tool names. */
  readonly packageNames: readonly string[];
  /** The profile of one data path, with the category's defaults filled in; each fact with the source it cites. */
  profile(pattern: Pattern, data: DataPath): ResolvedProfile;
}

/** A fact with its source opened. */
export interface ResolvedFact<T> {
  readonly is: T;
  readonly note: string | undefined;
  readonly source: { readonly url: string; readonly title: string };
  /** It is the category's default, not the tool's own. */
  readonly byCategory: boolean;
}
export type ResolvedProfile = {
  readonly [K in keyof IoProfile]?: ResolvedFact<NonNullable<IoProfile[K]>["is"]>;
};
