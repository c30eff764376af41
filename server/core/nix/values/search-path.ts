/** `<nixpkgs>` and `import`: of all that lies outside the workspace only nixpkgs' `lib` is known. */
import { isAbsolutePath, normalizePath } from "../../text/path.ts";
import type { Location } from "../../text/span.ts";
import type { EvalContext } from "./context.ts";
import { nativeFunction } from "./make.ts";
import { packages } from "./root-argument.ts";
import { attributeValue, describe, selectAttribute } from "./select.ts";
import { sourceOrigin } from "./source-origin.ts";
import { type AttrsValue, failed, type Thunk, type UnknownValue, unknown, type Value } from "./value.ts";

export interface SearchPath {
  /** The value of `<name>`: where it lies is not known, but what importing it gives may be. */
  resolve(name: string, at: Location): UnknownValue;
  importValue(target: Value | undefined, at: Location | undefined): Value;
}

/** Why `<name>` is not known. */
export function outsideSearchPath(name: string): string {
  return `<${name}> lies outside the workspace`;
}

export function createSearchPath(lib: Thunk, context: EvalContext): SearchPath {
  const names = new WeakMap<UnknownValue, string>();

  /** `import <nixpkgs/lib>`, and `(import <nixpkgs> { }).lib`. */
  function outside(name: string | undefined, target: UnknownValue): Value {
    if (name === "nixpkgs/lib") return lib.force();
    if (name === "nixpkgs") return nativeFunction("nixpkgs", context, () => packages(lib));
    return target;
  }

  /**
   * A set stands for the file at its `outPath`. Native code that stands for something outside the workspace, like the input of
   * a flake, says under `__imported` what importing it gives.
   */
  function importSet(target: AttrsValue, at: Location | undefined): Value {
    const imported = selectAttribute(target, "__imported");
    if (imported.kind === "found") return imported.attribute.thunk.force();
    const origin = sourceOrigin(target);
    if (origin !== undefined) return context.importFile(origin, at);
    const outPath = attributeValue(target, "outPath");
    if (outPath.kind === "path") return context.importFile(outPath.path, at);
    if (outPath.kind === "string" && isAbsolutePath(outPath.value)) {
      return context.importFile(normalizePath(outPath.value), at);
    }
    return outPath.kind === "unknown" ? outPath : failed("type", "a set is imported, not a file", at);
  }

  return {
    resolve(name, at) {
      const value = unknown(outsideSearchPath(name), at);
      names.set(value, name);
      return value;
    },
    importValue(target, at) {
      if (!target) return unknown("nothing is imported", at);
      if (target.kind === "unknown") return outside(names.get(target), target);
      if (target.kind === "path") return context.importFile(target.path, at);
      if (target.kind === "string" && isAbsolutePath(target.value)) {
        return context.importFile(normalizePath(target.value), at);
      }
      if (target.kind === "attrs") return importSet(target, at);
      return failed("type", `${describe(target)} is imported, not a file`, at);
    },
  };
}
