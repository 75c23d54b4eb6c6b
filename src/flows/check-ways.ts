/**
 * Follows every way through a flow's steps: what can never be reached, what responds how often, and
 * how long a customer has been waited for. Where the text does not say enough, nothing is said.
 */
import { durationMs } from "../documents/duration.ts";
import type { ValuePath, YamlDocument } from "../documents/yaml-document.ts";
import type { Problem } from "../errors.ts";
import type { Flow, Step } from "../generated/flow.ts";
import { RULES, type RuleId } from "../rules.ts";
import { problemAt } from "./parse-flow.ts";
import { branchesOf, kindOf } from "./step-ids.ts";
import { merge, START, type Way } from "./way.ts";

const WINDOW_MS = 86_400_000;
/** Actions that only work inside the 24-hour window (Meta). */
const INSIDE_WINDOW = new Set(["ahachat.send_text", "ahachat.send_dynamic"]);

/** Everything that is wrong with the ways through a flow. */
export function checkWays(document: YamlDocument, flow: Flow): Problem[] {
  const walk = new WayWalk(document, flow);
  const end = walk.list(flow.steps, ["steps"], START);
  if (!end.ended) walk.checkAnswered(end, ["steps", flow.steps.length - 1]);
  walk.list(flow.on_failure ?? [], ["on_failure"], { ...START, responded: "maybe" });
  return walk.problems;
}

class WayWalk {
  readonly problems: Problem[] = [];
  readonly #document: YamlDocument;
  readonly #flow: Flow;
  readonly #mustAnswer: boolean;

  constructor(document: YamlDocument, flow: Flow) {
    this.#document = document;
    this.#flow = flow;
    const hasFallback = flow.on?.webhook?.respond?.fallback !== undefined;
    const responds = JSON.stringify(flow.steps).includes('"respond":');
    this.#mustAnswer = responds && !hasFallback && flow.on?.webhook !== undefined;
  }

  /** Walks a list of steps. @returns the way as it is after them */
  list(steps: readonly Step[], path: ValuePath, start: Way): Way {
    let way = start;
    for (const [index, step] of steps.entries()) {
      const at = [...path, index];
      if (way.ended) {
        const message = "this step can never be reached: the run has ended before it";
        this.#report(
          [...at, kindOf(step) ?? ""],
          "unreachable-step",
          message,
          "remove it, or the stop",
        );
        return way;
      }
      way = this.#step(step, at, way);
    }
    return way;
  }

  /** Warns of a way at whose end the webhook still waits. */
  checkAnswered({ responded }: Way, path: ValuePath): void {
    if (!this.#mustAnswer || responded === "yes" || responded === "maybe") return;
    const message = "a way through the flow ends here without a respond step";
    const hint = "respond on it too, or say what is answered then: on.webhook.respond.fallback";
    this.#report(path, "respond-missing", message, hint);
  }

  #step(step: Step, path: ValuePath, way: Way): Way {
    const isSure = step.if === undefined || step.if === true;
    const done = this.#kind(step, path, way);
    const after = isSure ? done : merge([way, softened(done)]);
    const caught = (step.catch ?? []).map(({ steps }, index) =>
      this.list(steps ?? [], [...path, "catch", index, "steps"], way),
    );
    return caught.length === 0 ? after : merge([after, ...caught]);
  }

  #kind(step: Step, path: ValuePath, way: Way): Way {
    switch (kindOf(step)) {
      case "respond":
        return this.#respond(path, way);
      case "stop":
        this.checkAnswered(way, [...path, "stop"]);
        return { ...way, ended: true };
      case "wait":
        return this.#wait(step, path, way);
      case "uses":
        this.#checkWindow(step, path, way);
        return way;
      case "switch":
        return this.#switch(step, path, way);
      case "for_each":
        return this.#forEach(step, path, way);
      case "parallel":
        return this.#parallel(step, path, way);
      case "call":
      case "set":
      case undefined:
        return way;
    }
  }

  #respond(path: ValuePath, way: Way): Way {
    const at = [...path, "respond"];
    if (this.#flow.on?.webhook === undefined)
      this.#report(
        at,
        "respond-without-webhook",
        "nobody waits for this answer: the flow has no webhook",
        "remove the step, or add on.webhook",
      );
    else if (way.responded === "yes")
      this.#report(
        at,
        "second-respond",
        "the flow has responded already here; only the first answer is sent",
        "keep one of them",
      );
    else if (way.waited)
      this.#report(
        at,
        "respond-after-wait",
        "the webhook does not wait as long as the wait before it: it answers its fallback",
        "respond before the wait",
      );
    return { ...way, responded: "yes" };
  }

  #wait({ wait = {} }: Step, path: ValuePath, way: Way): Way {
    if (wait.webhook !== undefined) {
      const { timeout, on_timeout: late } = wait.webhook;
      const waited = {
        ...way,
        waited: true,
        waitedMs: way.waitedMs + (msOf(timeout) ?? WINDOW_MS),
      };
      const overdue = late && this.list(late, [...path, "wait", "webhook", "on_timeout"], waited);
      return overdue === undefined ? waited : merge([waited, overdue]);
    }
    const ms = msOf(wait.for);
    if (ms === undefined) return way;
    const isLong = ms > (msOf(this.#flow.on?.webhook?.respond?.timeout) ?? 8_000);
    return { ...way, waited: way.waited || isLong, waitedMs: way.waitedMs + ms };
  }

  #checkWindow(
    { uses = "", catch: entries = [], continue_on_error: goOn }: Step,
    path: ValuePath,
    { waitedMs }: Way,
  ): void {
    const isReady = entries.some(({ reasons }) => reasons?.includes("outside_window") ?? true);
    if (!INSIDE_WINDOW.has(uses) || waitedMs < WINDOW_MS || isReady || goOn === true) return;
    const message = `the 24-hour window may have closed in the waits before this ${uses}`;
    const hint = "catch outside_window, or send a block with a message tag";
    this.#report([...path, "uses"], "window-closed", message, hint);
  }

  #switch(step: Step, path: ValuePath, way: Way): Way {
    const ways = branchesOf({ ...step, catch: [] }).map((branch) =>
      this.list(branch.steps, [...path, ...branch.path], way),
    );
    return merge(step.default === undefined ? [...ways, way] : ways);
  }

  #forEach({ steps = [] }: Step, path: ValuePath, way: Way): Way {
    const inner = this.list(steps, [...path, "steps"], way);
    if (inner.responded === "yes" && way.responded === "no")
      this.#report(
        [...path, "for_each"],
        "second-respond",
        "a respond step in a loop would answer for each entry; only the first answer is sent",
        "respond after the loop",
      );
    return merge([way, { ...inner, ended: false }]);
  }

  #parallel(step: Step, path: ValuePath, way: Way): Way {
    const ways = branchesOf({ ...step, catch: [] }).map((branch) =>
      this.list(branch.steps, [...path, ...branch.path], way),
    );
    const answering = ways.filter(({ responded }) => responded === "yes");
    if (answering.length > 1 && way.responded === "no")
      this.#report(
        [...path, "parallel"],
        "second-respond",
        "several branches respond; only the first answer is sent",
        "respond in one of them",
      );
    return {
      ended: ways.some(({ ended }) => ended),
      responded: answering.length > 0 ? "yes" : merge(ways).responded,
      waited: ways.every(({ waited }) => waited),
      waitedMs: Math.max(...ways.map(({ waitedMs }) => waitedMs)),
    };
  }

  #report(path: ValuePath, rule: RuleId, message: string, hint: string): void {
    const problem = problemAt(this.#document, path, rule, message, hint);
    const { severity } = RULES[rule];
    this.problems.push({ ...problem, ...this.#document.keySpanOf(path), severity });
  }
}

/** The way after a step that may have been skipped: what it did may not be so. */
function softened(way: Way): Way {
  return { ...way, ended: false, responded: way.responded === "yes" ? "maybe" : way.responded };
}

function msOf(duration: string | undefined): number | undefined {
  try {
    return duration === undefined ? undefined : durationMs(duration);
  } catch {
    return undefined;
  }
}
