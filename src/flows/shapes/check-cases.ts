/** The cases of a `switch`, held against the values that it can have. */
import { nearestName } from "../../nearest-name.ts";
import { problemAt } from "../parse-flow.ts";
import { innerLists } from "../source-tree.ts";
import type { CheckSite } from "./check-site.ts";
import { type Leaf, nameOfShape, type Shape } from "./shape.ts";

/** Reports cases that never come. @returns whether one of the cases always comes */
export function checkCases({ walk: { check }, node }: CheckSite, leaf: Leaf | undefined): boolean {
  const names = innerLists(node, "case").map(({ name }) => name);
  const at = (name: string) => check.document.keySpanOf([...node.path, "cases", name]);
  const report = (name: string, rule: string, message: string, hint: string) =>
    check.problems.push({
      ...problemAt(check.document, node.path, rule, message, hint),
      ...at(name),
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
  for (const name of names)
    if (name !== "default" && !mayBe(shape, name)) {
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
