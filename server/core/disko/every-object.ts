import type { DiskoObject } from "./layout.ts";

/** Nearly every rule walks the objects of one layout. */
const walked = new WeakMap<readonly DiskoObject[], readonly DiskoObject[]>();

/** The objects and all that lie below them, each before what it holds. */
export function everyObject(objects: readonly DiskoObject[]): readonly DiskoObject[] {
  const before = walked.get(objects);
  if (before !== undefined) return before;
  const all: DiskoObject[] = [];
  const visit = (object: DiskoObject): void => {
    all.push(object);
    object.children.forEach(visit);
  };
  objects.forEach(visit);
  walked.set(objects, all);
  return all;
}
