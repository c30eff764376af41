/** The pattern database, checked and laid out as data by build.mjs. */
declare module "disko-toolstack:patterns" {
  const patterns: import("../core/patterns/pattern.ts").PatternData;
  export default patterns;
}
