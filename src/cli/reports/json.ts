import type { Report } from "./report.ts";

/** For programs: one JSON object with every problem. */
export function jsonReport({ problems, files }: Report): string {
  const errors = problems.filter(({ severity }) => severity === "error").length;
  return JSON.stringify(
    {
      files,
      errors,
      warnings: problems.length - errors,
      problems: problems.map(({ where, ...problem }) => ({ ...where, ...problem })),
    },
    undefined,
    2,
  );
}
