import { distance } from "fastest-levenshtein";

/**
 * The candidate that `name` was most likely meant to be, for "did you mean": at most a third of
 * its letters, rounded up, differ. Undefined where nothing is near, or where the name itself is there.
 */
export function nearestName(name: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.ceil(name.length / 3);
  let nearest: string | undefined;
  let best = Math.min(limit, name.length - 1) + 1;
  for (const candidate of candidates) {
    // The difference in length is the least the distance can be: long keys of data cost nothing.
    if (Math.abs(candidate.length - name.length) >= best) continue;
    const changes = distance(name, candidate);
    if (changes === 0) return undefined;
    if (changes < best) {
      best = changes;
      nearest = candidate;
    }
  }
  return nearest;
}
