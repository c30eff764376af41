import { distance } from "fastest-levenshtein";

/**
 * The candidate that was probably meant, or nothing: at most one edit for short words, two from six letters, three from
 * ten, case ignored, two swapped letters being one edit; nothing when two candidates are equally near.
 */
export function didYouMean(word: string, candidates: Iterable<string>): string | undefined {
  const limit = word.length < 3 ? 0 : word.length < 6 ? 1 : word.length < 10 ? 2 : 3;
  let best: string | undefined;
  let bestDistance = limit + 1;
  let tied = false;
  for (const candidate of candidates) {
    const d = editDistance(word, candidate);
    if (d < bestDistance) {
      best = candidate;
      bestDistance = d;
      tied = false;
    } else if (d === bestDistance) tied = true;
  }
  return tied ? undefined : best;
}

/** Edits from one word to the other, case ignored; two swapped neighbours are one edit. */
export function editDistance(word: string, other: string): number {
  const [a, b] = [word.toLowerCase(), other.toLowerCase()];
  return isSwap(a, b) ? 1 : distance(a, b);
}

function isSwap(a: string, b: string): boolean {
  if (a.length !== b.length || a === b) return false;
  let at = 0;
  while (a[at] === b[at]) at += 1;
  return a[at] === b[at + 1] && a[at + 1] === b[at] && a.slice(at + 2) === b.slice(at + 2);
}
