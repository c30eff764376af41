/** The pattern database that the build put into this bundle. */
export { default as BUNDLED_PATTERNS } from "disko-toolstack:patterns";
