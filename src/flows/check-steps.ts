/** What single steps say that can't be meant. */
import { durationMs } from "../documents/duration.ts";
import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { Flow, Step } from "../generated/flow.ts";
import { problemAt } from "./parse-flow.ts";
import { allSteps } from "./step-ids.ts";

/** Warns of failures that are caught twice, and of times that can't be reached. */
export function checkSteps(document: YamlDocument, flow: Flow): Problem[] {
  const warn = (path: ValuePath, rule: string, message: string, hint: string): Problem => ({
    ...problemAt(document, path, rule, message, hint),
    severity: "warning",
  });
  return [...allSteps(flow)].flatMap(({ step, path }) => [
    ...neverCaught(step).map((index) =>
      warn(
        [...path, "catch", index, "steps"],
        "catch-never",
        "an entry before this one catches all that it names",
        "put it before that one, or remove it",
      ),
    ),
    ...(step.continue_on_error === true && catchesAll(step)
      ? [
          warn(
            [...path, "continue_on_error"],
            "needless-continue",
            "an entry of catch without reasons catches every failure: this changes nothing",
            "remove one of the two",
          ),
        ]
      : []),
    ...(isLongerThan(step.timeout, flow.timeout)
      ? [
          warn(
            [...path, "timeout"],
            "long-timeout",
            `the flow's time-out of ${flow.timeout} is over before this one`,
            "shorten it, or give the flow more time",
          ),
        ]
      : []),
  ]);
}

/** Entries of `catch` whose reasons all stand in earlier ones. */
function neverCaught({ catch: entries = [] }: Step): number[] {
  const caught = new Set<string>();
  let all = false;
  return entries.flatMap(({ reasons }, index) => {
    const isNever = all || (reasons?.every((reason) => caught.has(reason)) ?? false);
    for (const reason of reasons ?? []) caught.add(reason);
    all ||= reasons === undefined;
    return isNever ? [index] : [];
  });
}

function catchesAll({ catch: entries = [] }: Step): boolean {
  return entries.some(({ reasons }) => reasons === undefined);
}

function isLongerThan(one: string | undefined, two: string | undefined): boolean {
  return one !== undefined && two !== undefined && durationMs(one) > durationMs(two);
}
