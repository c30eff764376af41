/** Which tool a module runs when it is given a package: `programs.vscode.package = pkgs.vscodium` is VSCodium. */
import type { Configuration } from "../nixos/host.ts";
import { packageName } from "../nixos/package-set.ts";
import type { Pattern, PatternIndex } from "../patterns/pattern.ts";
import type { Location } from "../text/span.ts";

export interface Running {
  readonly patterns: readonly Pattern[];
  /** False: the package is not known, or not certain. */
  readonly certain: boolean;
  /** The option with the package, where it makes another tool of it. */
  readonly at: Location | undefined;
  readonly name: string | undefined;
}

/** A program from a package that is not known may be another one; a service from one is its own kind in another version. */
export function whatRuns(pattern: Pattern, option: string, configuration: Configuration, index: PatternIndex): Running {
  const itself = { patterns: [pattern], certain: true, at: undefined, name: undefined };
  const unsure = { ...itself, certain: !option.startsWith("programs.") };
  const name = pattern.detect.package ?? packageBeside(option);
  if (name === undefined) return itself;
  const state = configuration.option(name.split("."));
  if (state.kind === "absent") return itself;
  if (state.kind === "unknown") return state.at === undefined ? itself : unsure;
  const { value, definitions } = state;
  if (value.kind === "null") return itself;
  const runs = packageName(value);
  if (runs === undefined) return unsure;
  const others = index.byVariant(runs);
  if (others.length === 0 || others.includes(pattern)) return itself;
  return { patterns: others, certain: state.certain, at: definitions[0], name };
}

function packageBeside(option: string): string | undefined {
  return option.endsWith(".enable") && !option.includes("*") ? option.replace(/enable$/, "package") : undefined;
}
