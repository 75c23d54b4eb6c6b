import { framesOf } from "../documents/code-frame.ts";
import { type AhaflowError, type Problem, ProblemsError } from "../errors.ts";

/** A mistake in a file, as the API shows it. */
export interface FramedProblem extends Problem {
  /** The lines around it; null where they could show a secret. */
  readonly frame: string | null;
}

/** What a reload was refused for. Of ahaflow.yaml no line is shown: its texts don't come here. */
export function framedProblems(error: AhaflowError): FramedProblem[] {
  if (!(error instanceof ProblemsError)) return [{ ...asProblem(error), frame: null }];
  const { problems, texts } = error;
  const secret = new Set(
    problems.filter(({ rule }) => rule === "literal-secret").map(({ where }) => where.file),
  );
  const frameOf = framesOf(texts);
  return problems.map((problem) => {
    const frame = secret.has(problem.where.file) ? undefined : frameOf(problem);
    return { ...problem, frame: frame ?? null };
  });
}

/** The same without the lines: a log is read line by line. */
export function withoutFrames(problems: readonly FramedProblem[]): Problem[] {
  return problems.map(({ frame: _frame, ...problem }) => problem);
}

function asProblem({ code, message, hint, where }: AhaflowError): Problem {
  return {
    rule: code,
    severity: "error",
    message,
    ...(hint === undefined ? {} : { hint }),
    where: where ?? { file: "", line: 1, column: 1 },
    length: 1,
  };
}
