/** What the conditions of two steps say of each other. */
import { chainOf, type Place } from "../reach.ts";
import type { StepNode } from "../source-tree.ts";
import { endsOnceBegun } from "./unreachable.ts";

/** A condition without what turns it round: `not`, `ne` for `eq`, `lte` for `gt`, `lt` for `gte`. */
interface Question {
  readonly text: string;
  readonly turned: boolean;
}

const TURNED: Readonly<Record<string, string>> = { ne: "eq", lte: "gt", lt: "gte" };

/** Whether a step with this `if` has been done at a place: the same is asked there, or its opposite has ended the run. */
export function isAnswered(condition: unknown, place: Place): boolean {
  const question = questionOf(condition);
  return chainOf(place).some(({ list, index }) => {
    const asked = questionOf(list.nodes[index]?.step.if);
    if (isSame(question, asked)) return true;
    const before = list.nodes.slice(0, Math.min(index, list.nodes.length));
    return before.some((node) => endsOnceBegun(node) && isOpposite(question, node));
  });
}

/**
 * Whether a condition may ask for what is missing, so that it is there when the answer is no: `not x`,
 * `eq (default x '') ''`, `eq steps.x.status 'failed'`; not `default x false`.
 */
export function asksForLack(condition: unknown): boolean {
  const question = questionOf(condition);
  if (question === undefined) return true;
  const { text, turned } = question;
  const [helper = ""] = text.split(" ", 1);
  if (helper === "eq") return turned === text.includes("'succeeded'");
  return helper === "default" || helper === text ? turned : true;
}

function isOpposite(question: Question | undefined, { step }: StepNode): boolean {
  const other = questionOf(step.if);
  return other !== undefined && isSame(question, { ...other, turned: !other.turned });
}

function isSame(one: Question | undefined, two: Question | undefined): boolean {
  return one !== undefined && one.text === two?.text && one.turned === two.turned;
}

function questionOf(condition: unknown): Question | undefined {
  const inner = /^\{\{([^]*)\}\}$/.exec(String(condition))?.[1];
  if (typeof condition !== "string" || inner === undefined) return undefined;
  let text = inner.trim().replaceAll(/\s+/g, " ").replaceAll('"', "'");
  let turned = false;
  for (let found = NOT.exec(text); found !== null; found = NOT.exec(text)) {
    text = (found[1] ?? "").replace(/^\((.*)\)$/, "$1");
    turned = !turned;
  }
  const [helper = ""] = text.split(" ", 1);
  const positive = TURNED[helper];
  return positive === undefined
    ? { text, turned }
    : { text: positive + text.slice(helper.length), turned: !turned };
}

const NOT = /^not (\(.*\)|[^ ]+)$/;
