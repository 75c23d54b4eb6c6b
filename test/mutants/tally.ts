/** Counts verdicts by kind. */
import type { Kind } from "./kind.ts";
import type { Verdict } from "./mutants.ts";

/** The figures of one kind. */
export interface Figures {
  /** Mutants. */
  readonly made: number;
  /** Of these, those that do otherwise than the right flow, or don't start. */
  readonly wrong: number;
  /** Of those that go wrong, the ones that `validate` tells of, and at the right line. */
  readonly found: number;
  readonly atRightLine: number;
}

export interface Tally extends Figures {
  readonly kind: Kind;
  readonly missed: readonly Verdict[];
  /** Found, and told at another line. */
  readonly elsewhere: readonly Verdict[];
}

export function tallyOf(kind: Kind, verdicts: readonly Verdict[]): Tally {
  const wrong = verdicts.filter(({ goesWrong }) => goesWrong !== undefined);
  const found = wrong.filter(({ problem }) => problem !== undefined);
  return {
    kind,
    made: verdicts.length,
    wrong: wrong.length,
    found: found.length,
    atRightLine: found.filter(({ atRightLine }) => atRightLine).length,
    missed: wrong.filter(({ problem }) => problem === undefined),
    elsewhere: found.filter(({ atRightLine }) => !atRightLine),
  };
}

/** The sum of several kinds. */
export function total(tallies: readonly Figures[]): Figures {
  const sum = (of: (one: Figures) => number) => tallies.reduce((all, one) => all + of(one), 0);
  return {
    made: sum(({ made }) => made),
    wrong: sum(({ wrong }) => wrong),
    found: sum(({ found }) => found),
    atRightLine: sum(({ atRightLine }) => atRightLine),
  };
}
