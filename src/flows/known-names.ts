/**
 * What a template can name where it stands, as far as the flow's text says: the roots, the steps
 * that have run, the variables that are set. Immutable: each step hands on what comes after it.
 */

/**
 * Whether something is there: `sure`; `branch`, when it may not have been done; or why it can't be
 * read: `loop`, inside a loop; `aside`, in a branch that goes on beside; `copy`, set in a place that
 * has its own copy of vars.
 */
export type Reach = "sure" | "branch" | "loop" | "aside" | "copy";

export interface KnownNames {
  readonly roots: ReadonlySet<string>;
  readonly steps: ReadonlyMap<string, Reach>;
  /** Variables that the flow sets itself. */
  readonly vars: ReadonlyMap<string, Reach>;
  /** The loops around, the nearest first. */
  readonly loops: readonly KnownLoop[];
}

/** A loop, as the steps in it read it. */
export interface KnownLoop {
  /** The loop's step. */
  readonly id: string;
  readonly as: string;
  readonly index: string;
}

const STEP_ROOTS = ["flow", "run", "secrets", "steps", "vars"];

/** What the first step of a flow can read. */
export function namesAtStart(flow: {
  readonly on?: unknown;
  readonly inputs?: unknown;
}): KnownNames {
  const roots = new Set([
    ...STEP_ROOTS,
    ...(flow.on === undefined ? [] : ["trigger"]),
    ...(flow.inputs === undefined ? [] : ["inputs"]),
  ]);
  return { roots, steps: new Map(), vars: new Map(), loops: [] };
}

export function withRoots(known: KnownNames, ...names: readonly string[]): KnownNames {
  return { ...known, roots: new Set([...known.roots, ...names]) };
}

/** Without what is a secret: in places whose values are kept or shown. */
export function withoutSecrets(known: KnownNames): KnownNames {
  return { ...known, roots: new Set([...known.roots].filter((name) => name !== "secrets")) };
}

export function withStep(known: KnownNames, id: string): KnownNames {
  return { ...known, steps: new Map([...known.steps, [id, "sure"]]) };
}

/** After values were set, for sure or perhaps. */
export function withVars(known: KnownNames, names: readonly string[], reach: Reach): KnownNames {
  const vars = new Map(known.vars);
  for (const name of names) if (vars.get(name) !== "sure") vars.set(name, reach);
  return { ...known, vars };
}

export function insideLoop(known: KnownNames, loop: KnownLoop): KnownNames {
  const inside = withRoots(known, loop.as, loop.index);
  return { ...inside, loops: [loop, ...known.loops] };
}

/**
 * After ways of which one, some or none was gone.
 * @param before what was known before them
 * @param ways what was known at the end of each
 * @param reach what becomes of steps and variables that are new in them
 */
export function afterWays(
  before: KnownNames,
  ways: readonly KnownNames[],
  reach: { readonly steps: Reach; readonly vars: Reach },
): KnownNames {
  const steps = new Map(before.steps);
  const vars = new Map(before.vars);
  for (const way of ways) {
    for (const [id, inner] of way.steps)
      if (!before.steps.has(id)) steps.set(id, reach.steps === "sure" ? inner : reach.steps);
    for (const [name, inner] of way.vars)
      if (inner !== before.vars.get(name) && vars.get(name) !== "sure")
        vars.set(name, inner === "sure" ? reach.vars : inner);
  }
  return { ...before, steps, vars };
}

/** Variables that are set for sure at the end of every way. */
export function setInAll(ways: readonly KnownNames[]): string[] {
  const [first, ...others] = ways;
  return [...(first?.vars ?? [])]
    .filter(
      ([name, reach]) => reach === "sure" && others.every((way) => way.vars.get(name) === "sure"),
    )
    .map(([name]) => name);
}
