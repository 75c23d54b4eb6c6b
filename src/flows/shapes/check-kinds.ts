/** What each kind of step asks of its values, and what its output is. */
import type { Action } from "../../actions/action.ts";
import { checkAnswer } from "../answer.ts";
import type { StepKind } from "../compiled-flow.ts";
import { innerLists } from "../source-tree.ts";
import { isTakenName } from "../steps/for-each.ts";
import { inputValidator } from "../steps/uses.ts";
import { isHeldByText } from "./calls.ts";
import { checkCall } from "./check-call.ts";
import type { CheckSite } from "./check-site.ts";
import { CALLBACK } from "./flow-scopes.ts";
import { shapeOfSchema } from "./from-schema.ts";
import { shapeOfFilled } from "./from-value.ts";
import { NUMBER, objectOf, type Shape, UNKNOWN } from "./shape.ts";

/** Checks the part that is particular to a kind. @returns the shape of the step's output */
export const CHECKS: { readonly [Kind in StepKind]: (site: CheckSite) => Shape } = {
  uses: checkUses,
  switch: checkSwitch,
  for_each: checkForEach,
  parallel: ({ node, list }) =>
    objectOf(
      Object.fromEntries(innerLists(node, "branch").map((one) => [one.name, list(one)] as const)),
    ),
  wait: checkWait,
  call: checkCall,
  respond: checkRespond,
  set: checkSet,
  stop: ({ node, value }) => {
    value(["stop", "reason"], node.step.stop?.reason);
    return UNKNOWN;
  },
};

const outputs = new WeakMap<Action, Shape>();

function checkUses({ walk, node, value }: CheckSite): Shape {
  const { step, path } = node;
  const leaves = value(["with"], step.with);
  const action = walk.surroundings.actions.get(step.uses ?? "");
  if (action === undefined) return UNKNOWN;
  walk.check.input([...path, "with"], step.with, leaves, inputValidator(action));
  let output = outputs.get(action);
  if (output === undefined) {
    output = shapeOfSchema(action.output, { strict: true });
    outputs.set(action, output);
  }
  return output;
}

function checkSwitch({ walk, node, value, list }: CheckSite): Shape {
  const [leaf] = value(["switch"], node.step.switch);
  if (leaf !== undefined && !isHeldByText(leaf.shape))
    walk.check.wrongType(
      [...node.path, "switch"],
      leaf,
      "switch compares text",
      "read one of its parts",
    );
  for (const one of node.inner) if (one.kind === "case" || one.kind === "default") list(one);
  return UNKNOWN;
}

function checkForEach({ walk, node, value, list }: CheckSite): Shape {
  const { for_each: given, as = "item", index = "index" } = node.step;
  const leaves = value(["for_each"], given);
  const shape = shapeOfFilled(given, leaves);
  const [leaf] = leaves;
  const mayBeList =
    shape.kind === "list" ||
    shape.kind === "unknown" ||
    (shape.kind === "either" && shape.of.some(({ kind }) => kind === "list"));
  if (!mayBeList && leaf !== undefined)
    walk.check.wrongType(
      [...node.path, "for_each"],
      leaf,
      "for_each needs a list",
      "name a list, with one mustache alone",
    );
  const items = shape.kind === "list" ? shape.items : UNKNOWN;
  const [entry] = innerLists(node, "entry");
  // What a name that is taken stands for inside of the loop, nobody knows.
  if (entry === undefined || isTakenName(as) || isTakenName(index)) return UNKNOWN;
  const last = list(entry, { [as]: items, [index]: NUMBER });
  return { kind: "list", items: last };
}

function checkWait({ node, value, list }: CheckSite): Shape {
  const { wait } = node.step;
  value(["wait", "for"], wait?.for);
  value(["wait", "until"], wait?.until);
  value(["wait", "webhook", "key"], wait?.webhook?.key);
  for (const one of innerLists(node, "on_timeout")) list(one);
  return wait?.webhook === undefined ? UNKNOWN : CALLBACK;
}

function checkRespond({ walk, node, value }: CheckSite): Shape {
  const { status, headers, body } = node.step.respond ?? {};
  value(["respond", "status"], status);
  value(["respond", "headers"], headers);
  const keys = ["respond", "body"];
  walk.check.input([...node.path, ...keys], body, value(keys, body), checkAnswer);
  return UNKNOWN;
}

function checkSet({ walk, node, value }: CheckSite): Shape {
  const values = node.step.set ?? {};
  const leaves = value(["set"], values);
  const shape = shapeOfFilled(values, leaves);
  walk.assigned.set(node, shape.kind === "object" ? shape.fields : new Map());
  return UNKNOWN;
}
