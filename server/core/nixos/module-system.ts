/**
 * Modules and their options as one: modules read `config`, which is what all modules say together, which is only known
 * once the modules are. Everything is lazy, so that only a real cycle is one.
 */
import type { EvalContext } from "../nix/values/context.ts";
import { failed, known, type Thunk, unknown } from "../nix/values/value.ts";
import type { Location } from "../text/span.ts";
import type { Definition } from "./definition.ts";
import { moduleArguments } from "./module-syntax.ts";
import { collectModules, type ModuleClosure } from "./modules.ts";
import type { KnownDefaults } from "./nixos-defaults.ts";
import { type OptionNode, optionTree, type TreeNode } from "./option-tree.ts";
import { modulesOfNixos } from "./outside.ts";
import { callSubmodule } from "./submodule-function.ts";

export interface ModuleSystem {
  readonly root: TreeNode;
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
  /** Defaults of options that are declared elsewhere, as NixOS' own. */
  readonly defaults?: KnownDefaults | undefined;
  /** Set where every option is declared by the modules themselves, as in `lib.evalModules`; NixOS' own are not seen. */
  readonly closed?: ClosedSystem | undefined;
}

export interface ClosedSystem {
  readonly prefix: readonly string[];
  readonly class: string | undefined;
  /** What `config` is, made of the tree: with what a freeform type takes in. */
  readonly config: (root: TreeNode) => Thunk;
  readonly modulesPath: () => string | undefined;
}

const NOTHING: ModuleClosure = { modules: [], unknown: [], partly: true, failure: undefined };

export function createModuleSystem(options: ModuleSystemOptions): ModuleSystem {
  const { context, modules, args, isFileValue, closed } = options;
  let closure: ModuleClosure | undefined;
  let collecting = false;

  function collect(): ModuleClosure {
    if (closure) return closure;
    if (collecting) return NOTHING;
    collecting = true;
    try {
      const given = new Map<string, Thunk>([
        ["config", config],
        ["options", declared],
        ...(closed ? [] : [["modulesPath", known(modulesOfNixos())] as const]),
        ...args(),
      ]);
      closure = collectModules(modules(), {
        args: moduleArguments(given, moduleArg),
        context,
        isFileValue,
        class: closed?.class,
        modulesPath: closed?.modulesPath,
      });
      return closure;
    } finally {
      collecting = false;
    }
  }

  const root = optionTree(
    () => collect().modules.map((module) => module.config),
    () => collect().modules.flatMap(({ options: thunk, file }) => (thunk ? [{ thunk, file }] : [])),
    {
      context,
      partly: () => collect().partly,
      closed: closed !== undefined,
      defaults: options.defaults,
      isDefined: (path) => path.reduce<OptionNode>((node, name) => node.child(name), root).definitions().length > 0,
      callSubmodule: (fn, path, self) => callSubmodule(fn, path, self, args(), context),
    },
    closed?.prefix,
  );

  /** Which modules there are cannot depend on what they say. */
  const whole = closed?.config(root) ?? root.value;
  const config: Thunk = {
    force: () => (collecting ? unknown("`imports` cannot depend on `config`") : whole.force()),
  };
  const declared: Thunk = {
    force: () => (collecting ? unknown("`imports` cannot depend on `options`") : (root.option() ?? NO_OPTIONS)),
  };

  function moduleArg(name: string): Thunk {
    return context.lazy(() => {
      if (collecting) return unknown(`the argument \`${name}\` is not given`);
      const argument = root.child("_module").child("args").child(name);
      if (argument.state().kind !== "absent") return argument.raw.force();
      const why = `the argument \`${name}\` is not given`;
      // NixOS may bring arguments of its own, and so may a module that is not read.
      return closed && !collect().partly ? failed("missing-attribute", why) : unknown(why);
    });
  }

  return { root, closure: collect, config };
}

const NO_OPTIONS = unknown("no options are declared");
