/**
 * From facts to needs. Each rule says when it holds and which facts of the tool it rests on; what btrfs makes of that is in
 * `btrfs-claims.ts`, how much it brings in `need-weights.ts`. What is not known asks for nothing.
 *
 *     | what is known of the data                    | what it asks for            |
 *     | -------------------------------------------- | --------------------------- |
 *     | overwritten in place                         | copy-on-write off           |
 *     | overwritten in place, whatever its role      | copy-on-write on: checksums |
 *     | cache, store, image                          | excluded from snapshots     |
 *     | log; state that is overwritten in place      | kept at a rollback          |
 *     | compressibility high or medium               | compression                 |
 *     | compressibility low or none                  | compression does not matter |
 *     | cache or store; or small files, mostly read  | no access times             |
 */
import type { ResolvedFact } from "../patterns/pattern.ts";
import type { Intensity, Workload } from "../settings.ts";
import {
  COMPRESSION_SAVES,
  NO_CHECKSUMS,
  NO_COMPRESSION,
  OVERWRITES_MOVE,
  READS_WRITE,
  ROLLBACKS_TAKE_BACK,
  SNAPSHOTS_COPY,
  SNAPSHOTS_PIN,
} from "./btrfs-claims.ts";
import type { Need, Reason, Want } from "./need.ts";
import {
  ACCESS_TIME,
  bytesOf,
  COMPRESSION,
  COPY_ON_WRITE_ON,
  copyOnWriteOffWeight,
  SMALL_FILE,
  snapshotsWeight,
  weighed,
} from "./need-weights.ts";
import type { StackTool, ToolData, Toolstack } from "./toolstack.ts";

interface Ask {
  readonly want: Want;
  readonly weight: number;
  readonly reasons: readonly Reason[];
}

/** What each path asks for, tools in the order of the toolstack, those of the system last. Contradictions stand. */
export function needsOf({ tools, system, workload }: Toolstack): Need[] {
  return [...tools, ...system].flatMap((tool) =>
    tool.data.flatMap((data) =>
      RULES.flatMap((rule) => rule(data, tool)).map(
        ({ want, weight, reasons }): Need => ({
          path: data.path,
          want,
          strength: "prefer",
          weight: weighed(weight, intensityOf(tool, workload)),
          role: data.data.role,
          tool,
          user: data.user,
          reasons,
        }),
      ),
    ),
  );
}

/** Of the tool itself, else of its category. */
function intensityOf({ pattern }: StackTool, { intensity }: Workload): Intensity {
  return intensity[pattern.id] ?? intensity[pattern.category] ?? "normal";
}

type Rule = (data: ToolData, tool: StackTool) => Ask[];

const copyOnWrite: Rule = ({ profile, data }, tool) => {
  const { writes, writeSize, sync } = profile;
  if (writes?.is !== "in-place") return [];
  const overwrites = factReason(writes, tool, "overwrites parts of existing files in place");
  const kept = data.role === "state" || data.role === "image";
  return [
    {
      want: { aspect: "copy-on-write", value: "off" },
      weight: copyOnWriteOffWeight(profile, data.role),
      reasons: [
        overwrites,
        ...(writeSize ? [factReason(writeSize, tool, `writes in units of ${writeSize.is}`)] : []),
        ...(sync?.is === "every-write" ? [factReason(sync, tool, "forces every write to the disk")] : []),
        ...(sync?.is === "often" ? [factReason(sync, tool, "often forces its writes to the disk")] : []),
        OVERWRITES_MOVE,
      ],
    },
    {
      want: { aspect: "copy-on-write", value: "on" },
      weight: COPY_ON_WRITE_ON[data.role],
      reasons: [...(kept ? roleReasons(data, tool) : []), NO_CHECKSUMS, NO_COMPRESSION],
    },
  ];
};

const snapshots: Rule = ({ profile, data }, tool) => {
  const weight = snapshotsWeight(profile, data.role);
  const because = roleReasons(data, tool);
  switch (data.role) {
    case "cache":
    case "store":
      return [{ want: { aspect: "snapshots", value: "excluded" }, weight, reasons: [...because, SNAPSHOTS_PIN] }];
    case "image":
      return [
        {
          want: { aspect: "snapshots", value: "excluded" },
          weight,
          reasons: [...because, SNAPSHOTS_PIN, SNAPSHOTS_COPY],
        },
      ];
    case "log":
      return [{ want: { aspect: "snapshots", value: "kept" }, weight, reasons: [...because, ROLLBACKS_TAKE_BACK] }];
    case "state":
      if (profile.writes?.is !== "in-place") return [];
      return [
        {
          want: { aspect: "snapshots", value: "kept" },
          weight,
          reasons: [...because, ROLLBACKS_TAKE_BACK, SNAPSHOTS_COPY],
        },
      ];
    default:
      return data.role satisfies never;
  }
};

const compression: Rule = ({ profile: { compressibility } }, tool) => {
  if (!compressibility) return [];
  const weight = COMPRESSION[compressibility.is];
  switch (compressibility.is) {
    case "high":
    case "medium": {
      const size = compressibility.is === "high" ? "less than half its size" : "a good part less";
      const shrinks = factReason(compressibility, tool, `keeps data there that shrinks to ${size}`);
      return [{ want: { aspect: "compression", value: "on" }, weight, reasons: [shrinks, COMPRESSION_SAVES] }];
    }
    case "low":
    case "none": {
      const stays = factReason(compressibility, tool, "keeps data there that hardly shrinks");
      return [{ want: { aspect: "compression", value: "indifferent" }, weight, reasons: [stays, COMPRESSION_SAVES] }];
    }
    default:
      return compressibility.is satisfies never;
  }
};

const accessTime: Rule = ({ profile: { fileSize, readShare }, data }, tool) => {
  const want: Want = { aspect: "access-time", value: "off" };
  if (fileSize && bytesOf(fileSize.is) <= SMALL_FILE && readShare && readShare.is >= 0.5) {
    const small = factReason(fileSize, tool, `reads many files of about ${fileSize.is}`);
    return [{ want, weight: ACCESS_TIME.smallFiles, reasons: [small, READS_WRITE] }];
  }
  if (data.role !== "cache" && data.role !== "store") return [];
  return [{ want, weight: ACCESS_TIME.others, reasons: [...roleReasons(data, tool), READS_WRITE] }];
};

const RULES: readonly Rule[] = [copyOnWrite, snapshots, compression, accessTime];

/** "PostgreSQL overwrites parts of existing files in place." */
function factReason(fact: ResolvedFact<unknown>, { pattern }: StackTool, does: string): Reason {
  const who = fact.byCategory ? `Like others of its kind, ${pattern.name}` : pattern.name;
  return { text: `${who} ${does}.`, source: fact.source };
}

/** What lies there, and what that is worth. */
function roleReasons({ holds, role, source }: ToolData["data"], { pattern }: StackTool): Reason[] {
  const cited = pattern.sources[source];
  if (!cited) return [];
  const worth: Readonly<Record<typeof role, string>> = {
    state: "which cannot be made again",
    image: "which cannot be made again",
    log: "which is wanted also after the system was rolled back",
    cache: "which it recreates by itself",
    store: "which can be fetched or built again",
  };
  return [{ text: `${pattern.name} keeps ${holds} there, ${worth[role]}.`, source: cited }];
}
