import { distance } from "fastest-levenshtein";

/**
 * The candidate that `name` was most likely meant to be, for "did you mean": at most a third of
 * its letters, rounded up, and less than half of the longer one's differ; two letters that changed
 * places are one slip. Undefined where nothing is near, or where the name itself is there.
 * @param limit letters that may differ
 */
export function nearestName(
  name: string,
  candidates: Iterable<string>,
  limit = Math.ceil(name.length / 3),
): string | undefined {
  let nearest: string | undefined;
  let best = Math.min(limit, name.length - 1) + 1;
  for (const candidate of candidates) {
    // The difference in length is the least the distance can be: long keys of data cost nothing.
    if (Math.abs(candidate.length - name.length) >= best) continue;
    const changes = isSwapped(name, candidate) ? 1 : distance(name, candidate);
    if (changes === 0) return undefined;
    if (changes < best && changes * 2 < Math.max(name.length, candidate.length)) {
      best = changes;
      nearest = candidate;
    }
  }
  return nearest;
}

/** Whether two neighbours have changed places, and nothing else. */
function isSwapped(name: string, candidate: string): boolean {
  if (name.length !== candidate.length) return false;
  const at = Array.from(name).findIndex((_, index) => name[index] !== candidate[index]);
  return (
    at >= 0 &&
    name.slice(0, at) + (name[at + 1] ?? "") + name[at] + name.slice(at + 2) === candidate
  );
}
