/** `imports = [ ./a.nix ]` of a module: the files are not evaluated here, but those that are missing are known. */
import type { Files } from "../files.ts";
import type { ImportProblem } from "../nix/values/imports.ts";
import { selectAttribute } from "../nix/values/select.ts";
import type { Value } from "../nix/values/value.ts";

/** Imports that certainly name a path, and nothing is there. */
export function missingModules(module: Value, files: Files): ImportProblem[] {
  const selection = selectAttribute(module, "imports");
  const imports = selection.kind === "found" ? selection.attribute.thunk.force() : undefined;
  if (imports?.kind !== "list") return [];
  return imports.items.flatMap((item): ImportProblem[] => {
    const value = item.kind === "item" && item.certain ? item.thunk.force() : undefined;
    if (value?.kind !== "path" || value.at === undefined) return [];
    const missing = missingFile(value.path, files);
    return missing === undefined ? [] : [{ kind: "absent", path: missing, at: value.at, why: "does not exist" }];
  });
}

function missingFile(path: string, files: Files): string | undefined {
  const content = files.read(path);
  if (content.kind === "directory") return missingFile(`${path}/default.nix`, files);
  return content.kind === "absent" ? path : undefined;
}
