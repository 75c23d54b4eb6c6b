/** The cases of a `switch`, held against the values that it can have. */
import { nearestName } from "../../nearest-name.ts";
import { RULES, type RuleId } from "../../rules.ts";
import { problemAt } from "../parse-flow.ts";
import { innerLists } from "../source-tree.ts";
import type { CheckSite } from "./check-site.ts";
import { type Leaf, nameOfShape, type Shape } from "./shape.ts";

/** Reports cases that never come. @returns whether one of the cases always comes */
export function checkCases({ walk: { check }, node }: CheckSite, leaf: Leaf | undefined): boolean {
  const names = innerLists(node, "case").map(({ name }) => name);
  const at = (name: string) => check.document.keySpanOf([...node.path, "cases", name]);
  const report = (name: string, rule: RuleId, message: string, hint: string) =>
    check.problems.push({
      ...problemAt(check.document, node.path, rule, message, hint),
      ...at(name),
      severity: RULES[rule].severity,
    });
  if (names.includes("default"))
    report(
      "default",
      "default-case",
      "the case `default` is taken for the key `default`",
      "write default: beside cases:, not in it; a value that is default needs another name",
    );
  const shape = leaf?.shape;
  if (shape === undefined) return false;
  // Of templates as keys is told elsewhere.
  for (const name of names.filter((one) => !one.includes("{{")))
    if (name !== "default" && mayBe(shape, name)) {
      const doubt = doubtOf(name);
      if (doubt !== undefined) report(name, "doubtful-case", ...doubt);
    } else if (name !== "default") {
      const choices = choicesOf(shape);
      const near = choices && nearestName(name, choices);
      const value = choices === undefined ? nameOfShape(shape) : `one of ${choices.join(", ")}`;
      report(
        name,
        "impossible-case",
        `this value is ${value}: it is never "${name}"`,
        near === undefined ? "write one of its values" : `did you mean "${near}"?`,
      );
    }
  return choicesOf(shape)?.every((choice) => names.includes(choice)) ?? false;
}

/** Why a value is hardly ever this. @returns message and hint */
function doubtOf(name: string): [string, string] | undefined {
  if (/^\s|\s$/.test(name)) return ["this case has a blank around it", `write "${name.trim()}"`];
  if (/^(?:[<>]=?|[!=]==?)\s*\S/.test(name))
    return [
      "a case is one value, and never a comparison",
      "compare in an if, or switch on {{gt a b}} with the cases true and false",
    ];
  return /^\/.+\/[gimsuy]*$|^[^*]*[^*\s]\*$/.test(name)
    ? ["a case is one value, and never a pattern", "write a case for each value"]
    : undefined;
}

/** All values of a shape as text, where they are known. */
function choicesOf(shape: Shape): readonly string[] | undefined {
  if (shape.kind === "boolean") return ["true", "false"];
  return shape.kind === "text" || shape.kind === "number" ? shape.choices : undefined;
}

/** Whether a value of a shape may be this text; any may be null. */
function mayBe(shape: Shape, text: string): boolean {
  if (text === "null") return true;
  if (shape.kind === "either") return shape.of.some((one) => mayBe(one, text));
  const choices = choicesOf(shape);
  if (choices !== undefined) return choices.includes(text);
  // A number that is written otherwise, as 1.0, is not equal as text.
  return shape.kind !== "number" || JSON.stringify(Number(text)) === text;
}
