/** What each kind of step asks of its values, and what its output is. */

import type { StepKind } from "../../journal/records.ts";
import { platformOfName } from "../../platforms/installed.ts";
import { checkAnswer } from "../answer.ts";
import { innerLists } from "../source-tree.ts";
import { isTakenName } from "../steps/for-each.ts";
import { inputValidator } from "../steps/uses.ts";
import { endsRun } from "../ways/unreachable.ts";
import { isHeldByText } from "./calls.ts";
import { checkCall } from "./check-call.ts";
import { checkCases } from "./check-cases.ts";
import type { CheckSite } from "./check-site.ts";
import { CALLBACK } from "./flow-scopes.ts";
import { askedFor } from "./flow-walk.ts";
import { shapeOfFilled } from "./from-value.ts";
import { outputShape } from "./output-shape.ts";
import { mapOf, NUMBER, objectOf, oneOf, type Shape, TEXT, UNKNOWN } from "./shape.ts";

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

function checkUses({ walk, node, value }: CheckSite): Shape {
  const { step, path } = node;
  const leaves = value(["with"], step.with);
  const action = walk.surroundings.actions.get(step.uses ?? "");
  if (action === undefined) return UNKNOWN;
  if (action.sends === "input") walk.check.readTexts([...path, "with"], leaves, askedFor(node));
  const html = platformOfName(step.uses)?.checks?.html?.(step.with) ?? [];
  walk.check.htmlTexts(
    [...path, "with"],
    leaves.filter(({ path: [key] }) => html.some((one) => one === key)),
  );
  walk.check.input([...path, "with"], step.with, leaves, inputValidator(action));
  const output = outputShape(action);
  const body = walk.bodies.get(node.id);
  if (body === undefined || output.kind !== "object") return output;
  return { ...output, fields: new Map([...output.fields, ["body", body]]) };
}

function checkSwitch(site: CheckSite): Shape {
  const { walk, node, value, list } = site;
  const [leaf] = value(["switch"], node.step.switch);
  if (leaf !== undefined && !isHeldByText(leaf.shape))
    walk.check.wrongType(
      [...node.path, "switch"],
      leaf,
      "switch compares text",
      "read one of its parts",
    );
  if (checkCases(site, leaf)) walk.exhaustive.add(node);
  const ways = node.inner.filter(({ kind }) => kind === "case" || kind === "default");
  return oneOf(ways.map((way) => list(way)));
}

function checkForEach({ walk, node, value, list, behind }: CheckSite): Shape {
  const { for_each: given, as = "item", index = "index", output } = node.step;
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
  const names = { [as]: items, [index]: NUMBER };
  const last = list(entry, names);
  if (output === undefined) return { kind: "list", items: last };
  const written = behind(entry, ["output"], output, names);
  return {
    kind: "list",
    items: shapeOfFilled(output, written),
    entry: { path: [...node.path, "output"], value: output, leaves: written },
  };
}

function checkWait({ node, value, list }: CheckSite): Shape {
  const { wait } = node.step;
  value(["wait", "for"], wait?.for);
  value(["wait", "until"], wait?.until);
  value(["wait", "webhook", "key"], wait?.webhook?.key);
  const late = innerLists(node, "on_timeout").map((one) => [one, list(one)] as const);
  if (wait?.webhook === undefined) return UNKNOWN;
  // What on_timeout gives comes in the place of a callback.
  const others = late.filter(([{ nodes }]) => !nodes.some(endsRun));
  return oneOf([CALLBACK, ...others.map(([, shape]) => shape)]);
}

function checkRespond({ walk, node, value }: CheckSite): Shape {
  const { status, headers, body } = node.step.respond ?? {};
  value(["respond", "status"], status);
  value(["respond", "headers"], headers);
  const keys = ["respond", "body"];
  const leaves = value(keys, body);
  walk.check.input([...node.path, ...keys], body, leaves, checkAnswer);
  walk.check.readTexts([...node.path, ...keys], leaves, askedFor(node));
  return objectOf({ status: NUMBER, headers: mapOf(TEXT), body: shapeOfFilled(body, leaves) });
}

function checkSet({ walk, node, value }: CheckSite): Shape {
  const values = node.step.set ?? {};
  const leaves = value(["set"], values);
  const shape = shapeOfFilled(values, leaves);
  walk.assigned.set(node, shape.kind === "object" ? shape.fields : new Map());
  return shape;
}
