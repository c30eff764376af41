/**
 * The seed of what is drawn at random. The same programs in every run, so that a red run is about a change;
 * `DISKO_SEED=random` hunts for others, and a number repeats what a hunt has found.
 */
const wanted = process.env.DISKO_SEED;

export const SEED = wanted === "random" ? Math.floor(Math.random() * 1e9) : Number(wanted ?? 2);
