/** The mount option by which a whole filesystem is without checksums. */
import type { Mount } from "../disko/layout.ts";
import type { EffectiveFilesystem } from "./effective.ts";
import { askedBy } from "./fold.ts";
import { type MountOption, optionsOf } from "./mount-option.ts";

export interface ChecksumsOff {
  readonly option: MountOption;
  readonly mount: Mount;
}

/** `nodatacow` or `nodatasum` of a mount that decides; undefined where there are checksums, or it is not known. */
export function turningChecksumsOff({
  decider,
  deciding,
  mounts,
  state,
}: EffectiveFilesystem): ChecksumsOff | undefined {
  if (state === undefined || state.datasum) return undefined;
  const setting = state.datacow ? "datasum" : "datacow";
  // Where any mount may be the first, and all come to the same, the first one that says it is as good as another.
  const holders = decider ? [decider] : [...deciding, ...mounts].map(({ mount }) => mount);
  for (const mount of holders) {
    const option = optionsOf(mount).findLast((one) => {
      const asked = askedBy(one);
      return asked?.setting === setting && asked.value === "off";
    });
    if (option !== undefined) return { option, mount };
  }
  return undefined;
}
