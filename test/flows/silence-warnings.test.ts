import { describe, expect, it } from "vitest";
import type { Problem } from "#src/errors.js";
import { silenceWarnings } from "#src/flows/silence-warnings.js";

/** What is left of a warning of a rule on each line, as `line rule`. */
function left(source: string, rule = "maybe-skipped", severity: Problem["severity"] = "warning") {
  const problems = source.split("\n").map(
    (_, index): Problem => ({
      rule,
      severity,
      message: "",
      where: { file: "a.yaml", line: index + 1, column: 1 },
      length: 1,
    }),
  );
  return silenceWarnings("a.yaml", source, problems).map(
    ({ where, rule }) => `${where.line} ${rule}`,
  );
}

describe("silenceWarnings", () => {
  it("leaves out the warnings of the comment's line", () => {
    expect(left("a: 1\nb: 2 # ahaflow-ignore maybe-skipped\nc: 3")).toEqual([
      "1 maybe-skipped",
      "3 maybe-skipped",
    ]);
  });

  it("leaves out those of the next line when the comment stands alone", () => {
    expect(left("# ahaflow-ignore maybe-skipped\n\n# why\na: 1\nb: 2")).toEqual([
      "1 maybe-skipped",
      "2 maybe-skipped",
      "3 maybe-skipped",
      "5 maybe-skipped",
    ]);
  });

  it("covers a whole block of text", () => {
    expect(left("a: >- # ahaflow-ignore maybe-skipped\n  b\n\n  c\nd: 1")).toEqual([
      "5 maybe-skipped",
    ]);
  });

  it("takes several rules", () => {
    expect(left("a: 1 # ahaflow-ignore literal-secret, maybe-skipped")).toEqual([]);
  });

  it("leaves errors and other rules alone", () => {
    expect(left("a: 1 # ahaflow-ignore maybe-skipped", "literal-secret")).toHaveLength(1);
    expect(left("a: 1 # ahaflow-ignore unknown-field", "unknown-field", "error")).toHaveLength(1);
    expect(left("a: 1 # ahaflow-ignore literal-secret", "literal-secret", "error")).toEqual([]);
  });

  it.each(['a: "# ahaflow-ignore maybe-skipped"', "a: b# ahaflow-ignore maybe-skipped"])(
    "takes no text for a comment: %s",
    (source) => {
      expect(left(source)).toEqual(["1 maybe-skipped"]);
    },
  );

  it("says where a rule stands that does not exist", () => {
    const source = "a: 1\nb: 2 # ahaflow-ignore maybe-skiped, nonsense";
    expect(silenceWarnings("a.yaml", source, [])).toMatchObject([
      {
        rule: "unknown-rule",
        severity: "warning",
        hint: 'did you mean "maybe-skipped"?',
        where: { line: 2, column: 23 },
        length: 12,
      },
      { rule: "unknown-rule", where: { line: 2, column: 37 }, length: 8 },
    ]);
  });
});
