/**
 * How a tool is found in a host's configuration, and which others its NixOS module switches on: the part of a pattern that
 * speaks of options.
 */
import * as z from "zod";

export const id = z
  .string()
  .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, "lower-case words joined by hyphens, like `my-database`");

export const optionPath = z
  .string()
  .regex(/^[A-Za-z_][\w'-]*(\.[A-Za-z_*][\w'*-]*)*$/, "an option path like `services.postgresql.enable`");

const packageNames = z.array(z.string().regex(/^[\w+.-]+$/, "a name in nixpkgs"));

/** What an option may be compared with; a package counts as its name in nixpkgs. */
const scalar = z.union([z.string(), z.boolean(), z.number(), z.null()]);

export const condition = z
  .strictObject({
    option: optionPath,
    is: z.array(scalar).min(1).optional().meta({ description: "It is one of these; a package by its name." }),
    not: z.array(scalar).min(1).optional().meta({ description: "It is none of these." }),
    default: scalar.optional().meta({
      description: "What it is when nobody sets it. Left out: that is not known, unless `not` is all that is asked.",
    }),
    before: z
      .strictObject({
        stateVersion: z.string().regex(/^\d\d\.\d\d$/, 'a version of NixOS in quotes, like `"22.05"`'),
        default: scalar,
      })
      .optional()
      .meta({ description: "Another default where `system.stateVersion` is older than this." }),
  })
  .superRefine((one, context) => {
    if ((one.is === undefined) === (one.not === undefined)) {
      context.addIssue({ code: "custom", message: "A condition has either `is` or `not`" });
    }
  });

const conditional = z.strictObject({
  option: optionPath.meta({ description: "True, or with `.*` at its end: something is set below." }),
  if: z.array(condition).min(1).meta({ description: "All of these hold, too." }),
});

export const detection = z.strictObject({
  options: z.array(optionPath).default([]).meta({
    description:
      "NixOS options that mean the tool runs when they are true. One that ends in `.*` means any option set below it.",
  }),
  homeOptions: z.array(optionPath).default([]).meta({ description: "The same among home-manager's options." }),
  conditional: z
    .array(conditional)
    .optional()
    .meta({ description: "NixOS options that mean it only together with the values of others." }),
  packages: packageNames.default([]).meta({
    description: "Names in nixpkgs that mean it when they stand in a package list, or as the `package` of a module.",
  }),
  variants: packageNames.optional().meta({
    description:
      "Names in nixpkgs that mean it only as the `package` of a module that is on: `services.mysql.package`, `programs.vscode.package`.",
  }),
  package: optionPath.optional().meta({
    description: "The option with the package that the module runs, where it does not stand beside `enable`.",
  }),
  images: z
    .array(z.string().regex(/^[a-z0-9][\w./-]*$/, "an image without tag, like `redis` or `ghcr.io/me/tool`"))
    .optional()
    .meta({
      description: "Images of containers that mean it. Those of Docker Hub without `docker.io/` and `library/`.",
    }),
  always: z
    .boolean()
    .default(false)
    .meta({ description: "Part of every NixOS: not listed as a tool, but its data is there." }),
});

export const implication = z.strictObject({
  tool: id,
  sets: optionPath.optional().meta({
    description:
      "The option that the module sets: `services.redis.servers.immich.enable`. The first of the tool's own where it is left out.",
  }),
  if: z.array(condition).optional().meta({ description: "All of these hold." }),
  source: z.string().min(1).meta({ description: "Key in `sources`: the NixOS module." }),
});

export type Condition = z.infer<typeof condition>;
export type Scalar = z.infer<typeof scalar>;
export type Implication = z.infer<typeof implication>;
