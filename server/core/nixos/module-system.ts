/**
 * Modules and their options as one: modules read `config`, which is what all modules say together, which is only known
 * once the modules are. Everything is lazy, so that only a real cycle is one.
 */
import type { EvalContext } from "../nix/values/context.ts";
import { attrsOf } from "../nix/values/make.ts";
import { known, type Thunk, unknown } from "../nix/values/value.ts";
import type { Location } from "../text/span.ts";
import type { Definition } from "./definition.ts";
import { collectModules, type ModuleClosure, moduleArguments } from "./modules.ts";
import { type OptionNode, optionTree } from "./option-tree.ts";
import { modulesOfNixos } from "./outside.ts";

export interface ModuleSystem {
  readonly root: OptionNode;
  closure(): ModuleClosure;
  /** The argument `config`. */
  readonly config: Thunk;
}

export interface ModuleSystemOptions {
  readonly context: EvalContext;
  /** The modules that are given, each a definition so that it may stand under conditions. */
  readonly modules: () => readonly Definition[];
  /** Arguments beside `config`, `options` and what `_module.args` says: `lib`, `pkgs`, `specialArgs`. */
  readonly args: () => ReadonlyMap<string, Thunk>;
  /** Whether what stands there is the value of its whole file. */
  readonly isFileValue: (at: Location) => boolean;
}

export function createModuleSystem({ context, modules, args, isFileValue }: ModuleSystemOptions): ModuleSystem {
  let closure: ModuleClosure | undefined;
  let collecting = false;

  function collect(): ModuleClosure {
    if (closure) return closure;
    if (collecting) return { modules: [], unknown: [], partly: true };
    collecting = true;
    try {
      const given = new Map<string, Thunk>([
        ["config", config],
        ["options", known(attrsOf(new Map(), unknown("declarations of options are not evaluated")))],
        ["modulesPath", known(modulesOfNixos())],
        ...args(),
      ]);
      closure = collectModules(modules(), moduleArguments(given, moduleArg), context, isFileValue);
      return closure;
    } finally {
      collecting = false;
    }
  }

  const root = optionTree(
    () => collect().modules.map((module) => module.config),
    () => collect().modules.flatMap((module) => module.options ?? []),
    { context, partly: () => collect().partly },
  );

  /** Which modules there are cannot depend on what they say. */
  const config: Thunk = {
    force: () => (collecting ? unknown("`imports` cannot depend on `config`") : root.value.force()),
  };

  function moduleArg(name: string): Thunk {
    return context.lazy(() => {
      if (collecting) return unknown(`the argument \`${name}\` is not given`);
      const argument = root.child("_module").child("args").child(name);
      return argument.state().kind === "absent"
        ? unknown(`the argument \`${name}\` is not given`)
        : argument.raw.force();
    });
  }

  return { root, closure: collect, config };
}
