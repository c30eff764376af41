import type { DiskoObject } from "./layout.ts";

/** The objects and all that lie below them, each before what it holds. */
export function* everyObject(objects: readonly DiskoObject[]): Iterable<DiskoObject> {
  for (const object of objects) {
    yield object;
    yield* everyObject(object.children);
  }
}
