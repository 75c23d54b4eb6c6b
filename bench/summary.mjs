/**
 * The middle value; of an even number of them the mean of the middle two.
 * @param {readonly number[]} values at least one
 * @returns {number}
 */
export function median(values) {
  const sorted = values.toSorted((one, two) => one - two);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
}

/**
 * The value that a share of all does not exceed (nearest rank).
 * @param {readonly number[]} values
 * @param {number} share 0.99 for the 99th percentile
 * @returns {number} NaN of nothing
 */
export function percentile(values, share) {
  const sorted = values.toSorted((one, two) => one - two);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN;
}

/**
 * Medians of several rounds. The ratio is the median of the rounds' own ratios, since the machine
 * may be slower in one round than in another, for both.
 * @param {readonly {readonly ours: number, readonly other: number}[]} rounds at least one
 * @returns {{ours: number, other: number, ratio: number}}
 */
export function compare(rounds) {
  return {
    ours: median(rounds.map(({ ours }) => ours)),
    other: median(rounds.map(({ other }) => other)),
    ratio: median(rounds.map(({ ours, other }) => ours / other)),
  };
}

/** A row of a table of two programs; what is not known of one is left out. */
export function row(name, unit, rounds) {
  const { ours, other, ratio } = compare(rounds);
  const tail = Number.isFinite(ratio) ? `ratio ${ratio.toFixed(2)}` : "";
  return `${name.padEnd(44)} ${figure(ours)} ${figure(other)} ${unit.padEnd(4)} ${tail}`.trimEnd();
}

export function heading(name, ours, other) {
  return `\n${name.padEnd(44)} ${ours.padStart(9)} ${other.padStart(9)}`.trimEnd();
}

function figure(value) {
  if (!Number.isFinite(value)) return "-".padStart(9);
  return value.toFixed(Math.abs(value) < 100 ? 1 : 0).padStart(9);
}
