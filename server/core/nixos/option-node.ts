/** One option, set of options or named thing, as the rest of the house asks for it. */
import type { Thunk } from "../nix/values/value.ts";
import type { Definition } from "./definition.ts";
import type { OptionState } from "./host.ts";

export interface OptionNode {
  /** Names below this one that a definition or a declaration mentions, whether or not it holds. */
  names(): readonly string[];
  child(name: string): OptionNode;
  /** What defines this path, wrappers and all. */
  definitions(): readonly Definition[];
  state(): OptionState;
  /** As a module reads it: what may be overridden, or have a default that is not seen, is unknown. */
  readonly value: Thunk;
  /** The value as it was written where there is one definition: for what is handed on and not merged, like arguments. */
  readonly raw: Thunk;
}
