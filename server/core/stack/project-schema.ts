/** What a project file may say. Strict: a misspelt name would silently change nothing. */
import * as z from "zod";
import { jsonSchemaText } from "../patterns/json-schema.ts";
import { category, pattern } from "../patterns/pattern.ts";
import { ENVIRONMENTS, INTENSITIES, PRIORITIES, parseKernelVersion, RULE_LEVELS, TARGETS } from "../settings.ts";

const directory = z
  .string()
  .regex(/^(\/|~\/)\S*[^/\s]$/, "an absolute path or `~/…` for each user's home, without a slash at the end")
  .meta({ description: "Directory of source trees: absolute, or `~/…` for each user's home." });

/** As in the settings of the editor; `6.12` without quotes is a number to YAML, and would lose the zero of `6.10`. */
const kernel = z
  .string()
  .refine((text) => parseKernelVersion(text) !== undefined, {
    error: (issue) => `\`kernel\` takes a version like \`"6.18"\`, not \`${String(issue.input)}\`.`,
  })
  .meta({ description: "Version of the Linux kernel that mounts the filesystems, in quotes." });

const selection = {
  tools: z
    .array(z.string().min(1))
    .meta({ description: "Ids of tools that are there, whatever the configuration shows." }),
  exclude: z.array(z.string().min(1)).meta({ description: "Ids of tools that are to be passed over." }),
  projects: z.array(directory).meta({ description: "Directories of source trees." }),
  priority: z.enum(PRIORITIES).meta({ description: "What the layout is made for, first of all." }),
  environment: z.enum(ENVIRONMENTS).meta({ description: "Whether the machine can be made again or serves others." }),
  target: z
    .enum(TARGETS)
    .meta({ description: "`install`: the disk is still to be formatted. `running`: data lies on it already." }),
  kernel,
  workload: z
    .strictObject({
      snapshots: z.boolean().meta({
        description: "Whether `/` and other subvolumes are snapshotted; else it is read from the configuration.",
      }),
      intensity: z
        .record(z.string().min(1), z.enum(INTENSITIES))
        .meta({ description: "How hard a tool or a category works, by id." }),
    })
    .partial()
    .meta({ description: "What is known of the work, beside the tools." }),
};

const hostSection = z.strictObject(selection).partial();

export const projectSchema = z
  .strictObject({
    ...selection,
    hosts: z
      .record(z.string().min(1), hostSection)
      .meta({ description: "The same for one host, by its name: it adds to the lists above and wins over the rest." }),
    rules: z.record(z.string().min(1), z.enum(RULE_LEVELS)).meta({
      description: "Severity of rules by code or name, for editor and command line alike; `off` silences one.",
    }),
    patterns: z
      .array(pattern)
      .meta({ description: "Tools that are not in the database; one with an id of ours takes its place." }),
    categories: z.array(category).meta({ description: "Categories that are not in the database." }),
  })
  .partial();

export type ProjectSection = z.infer<typeof hostSection>;

/** `patterns/project.schema.json`: for editors that check YAML against a schema. */
export function projectJsonSchema(): string {
  return jsonSchemaText(projectSchema, "The project file of Disko Toolstack, .disko-toolstack.yaml");
}
