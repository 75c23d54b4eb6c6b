/**
 * Literals that a helper never takes: a pattern, a zone, a currency, a word of a closed list. Each is
 * tried in the helper's own example, which works: with the literal in the place of one argument it has
 * to work still.
 */
import { HelperFailure } from "../../templates/failure.ts";
import type { ArgumentType, Helper } from "../../templates/helpers/helper.ts";
import { type Expression, outlineTemplate, type Statement } from "../../templates/outline.ts";

type Call = Extract<Expression, { kind: "call" }>;
type Literal = Extract<Expression, { kind: "literal" }>;

/** Of these the literals say nothing alone: what is compared, looked for or read of entries. */
const WITH_OTHERS: ReadonlySet<ArgumentType> = new Set(["list", "list-or-text"]);

/** Why a call refuses some of its literals, whatever its other arguments are. */
export function refusedLiterals({
  helper,
  args,
  options,
}: Call): { readonly literal: Literal; readonly message: string; readonly hint: string }[] {
  if (helper.compares === true || helper.takes.some((type) => WITH_OTHERS.has(type))) return [];
  const tried = [
    ...args.map((given, at) => ({ given, try: (value: unknown) => run(helper, { [at]: value }) })),
    ...options.map(({ name, value: given }) => ({
      given,
      try: (value: unknown) => run(helper, {}, { [name]: value }),
    })),
  ];
  return tried.flatMap(({ given, try: attempt }) => {
    const failure = given.kind === "literal" ? attempt(given.value) : undefined;
    if (given.kind !== "literal" || failure === undefined) return [];
    const hint = failure.hint ?? `usage: ${helper.name} ${helper.usage}`;
    return [{ literal: given, message: `${helper.name} ${failure.message}`, hint }];
  });
}

/** Runs a helper's example with other arguments at some places. @returns why that fails, if it does */
function run(
  helper: Helper,
  given: Readonly<Record<number, unknown>>,
  options: Readonly<Record<string, unknown>> = {},
): HelperFailure | undefined {
  const args = Object.assign([...exampleOf(helper)], given) as unknown[];
  try {
    helper.run(args, { options, now });
    return undefined;
  } catch (error) {
    if (error instanceof HelperFailure) return error;
    throw error;
  }
}

const examples = new WeakMap<Helper, readonly unknown[]>();

/** The arguments of a helper's example. */
function exampleOf(helper: Helper): readonly unknown[] {
  let args = examples.get(helper);
  if (args === undefined) {
    const { template, scope = {} } = helper.example;
    const outline = outlineTemplate(template, new Set(Object.keys(scope)));
    const call = callsIn(outline?.body ?? []).find((one) => one.helper === helper);
    args =
      helper.standIns ??
      // With any other number, one that is large could be too much.
      (call?.args ?? []).map((arg, at) => (takesNumber(helper, at) ? 1 : valueOf(arg, scope)));
    examples.set(helper, args);
  }
  return args;
}

function takesNumber({ takes }: Helper, at: number): boolean {
  const type = takes[Math.min(at, takes.length - 1)];
  return type === "number" || type === "amount";
}

function callsIn(body: readonly Statement[]): Call[] {
  const within = (expression: Expression): Call[] =>
    expression.kind === "call" ? [expression, ...expression.args.flatMap(within)] : [];
  return body.flatMap((one) => (one.kind === "show" ? within(one.value) : []));
}

function valueOf(expression: Expression, scope: unknown): unknown {
  switch (expression.kind) {
    case "literal":
      return expression.value;
    case "path":
      return expression.path.segments.reduce<unknown>(
        (holder, name) => (holder as Record<string, unknown> | undefined)?.[name],
        scope,
      );
    case "call": {
      const args = expression.args.map((arg) => valueOf(arg, scope));
      return expression.helper.run(args, { options: {}, now });
    }
    case "unknown":
      return undefined;
  }
}

function now(): Date {
  return new Date(0);
}
