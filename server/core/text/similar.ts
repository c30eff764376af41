import { distance } from "fastest-levenshtein";

/**
 * The candidate that was probably meant, or nothing: at most one edit for short words, two from six letters, three from
 * ten, case ignored; nothing when two candidates are equally near.
 */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const limit = word.length < 3 ? 0 : word.length < 6 ? 1 : word.length < 10 ? 2 : 3;
  let best: string | undefined;
  let bestDistance = limit + 1;
  let tied = false;
  for (const candidate of candidates) {
    const d = distance(word.toLowerCase(), candidate.toLowerCase());
    if (d < bestDistance) {
      best = candidate;
      bestDistance = d;
      tied = false;
    } else if (d === bestDistance) tied = true;
  }
  return tied ? undefined : best;
}
