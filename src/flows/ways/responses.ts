/**
 * Follows the ways through a flow that responds: each should respond once, and soon. Where a
 * condition decides, nobody knows which ways there are: then nothing is said.
 */
import { durationMs } from "../../documents/duration.ts";
import type { YamlDocument } from "../../documents/yaml-document.ts";
import type { Problem } from "../../errors.ts";
import type { Flow, RespondOptions } from "../../generated/flow.ts";
import { type SourceTree, type StepList, type StepNode, withInner } from "../source-tree.ts";
import { hasCondition, problemAtStep } from "./report.ts";
import { literalMs } from "./times.ts";

/** What the ways to a place have in them. */
interface Ways {
  /** One on which nothing has responded. */
  readonly none: boolean;
  /** One on which something has. */
  readonly sure: boolean;
  /** One on which something has, if its condition held. */
  readonly maybe: boolean;
  /** Longest time that was waited for, in milliseconds, and the wait that made it too long. */
  readonly waitedMs: number;
  readonly wait: StepNode | undefined;
}

/** Checks the `respond` steps of a flow. */
export function checkResponses(document: YamlDocument, flow: Flow, tree: SourceTree): Problem[] {
  const responses = tree.all.filter(({ kind }) => kind === "respond");
  const [first] = responses;
  if (first === undefined) return [];
  const { on, inputs } = flow;
  if (on?.webhook === undefined) {
    // A trigger that can't be read has been reported.
    if (on === undefined && inputs === undefined) return [];
    const hint = "add on: { webhook: … }, or take this step away";
    return responses.map((node) =>
      problemAtStep(document, node, "respond-without-webhook", "no webhook waits for this", hint),
    );
  }
  const walk = new ResponseWalk(document, on.webhook.respond ?? {});
  walk.end(walk.list(tree.steps, START, false), first);
  return walk.problems;
}

const START: Ways = { none: true, sure: false, maybe: false, waitedMs: 0, wait: undefined };

class ResponseWalk {
  readonly problems: Problem[] = [];
  readonly #document: YamlDocument;
  readonly #timeout: string;
  /** Whoever says what else is answered knows of ways without a response. */
  readonly #hasFallback: boolean;
  /** Steps that respond on some of their ways only. */
  readonly #partial = new Set<StepNode>();
  readonly #reported = new Set<StepNode>();

  constructor(document: YamlDocument, { timeout = "8s", fallback }: RespondOptions) {
    this.#document = document;
    this.#timeout = timeout;
    this.#hasFallback = fallback !== undefined;
  }

  /** @param guarded whether a condition decides on these steps; @returns undefined: no way leads on */
  list(list: StepList, from: Ways, guarded: boolean): Ways | undefined {
    let ways = from;
    for (const node of list.nodes) {
      const has = hasCondition(node);
      const after = this.#step(node, ways, guarded || has);
      if (has) {
        if (after !== undefined && after.none !== ways.none) this.#partial.add(node);
        ways = {
          ...ways,
          maybe: ways.maybe || (after !== undefined && (after.sure || after.maybe)),
          waitedMs: Math.max(ways.waitedMs, after?.waitedMs ?? 0),
          wait: ways.wait ?? after?.wait,
        };
      } else if (after === undefined) return undefined;
      else ways = after;
    }
    return ways;
  }

  /** What is to be said of the flow's end. */
  end(ways: Ways | undefined, first: StepNode): void {
    const [partial = first, other] = this.#partial;
    // Two steps that respond on some ways may leave none between them.
    if (ways?.none !== true || other !== undefined) return;
    const message =
      partial === first
        ? "this does not run on every way: on the others nothing responds"
        : `a way through step "${partial.id}" leads to the end, and nothing responds on it`;
    this.#warnOfSilence(partial, message);
  }

  #step(node: StepNode, ways: Ways, guarded: boolean): Ways | undefined {
    const through = this.#through(node, ways, guarded);
    const caught = node.inner.filter(({ kind }) => kind === "catch");
    if (caught.length === 0) return through;
    const responds = withInner(node).some(({ kind }) => kind === "respond");
    const failed = { ...ways, maybe: ways.maybe || responds };
    const after = [through, ...caught.map((list) => this.list(list, failed, guarded))];
    return this.#either(node, ways, after);
  }

  #through(node: StepNode, ways: Ways, guarded: boolean): Ways | undefined {
    const lists = node.inner.filter(({ kind }) => kind !== "catch");
    switch (node.kind) {
      case "respond":
        return this.#respond(node, ways, guarded);
      case "stop":
        if (ways.none && !ways.maybe && !(ways.sure && guarded))
          this.#warnOfSilence(node, "the run ends here, and nothing has responded");
        return undefined;
      case "wait":
        return this.#wait(node, ways, guarded);
      case "switch": {
        // A case may be the one that an earlier switch has taken too.
        const after = lists.map((list) => this.list(list, ways, true));
        return this.#either(node, ways, node.step.default === undefined ? [ways, ...after] : after);
      }
      case "parallel": {
        let all = ways;
        for (const list of lists) all = this.list(list, all, guarded) ?? all;
        return all;
      }
      case "for_each":
        return this.#loop(node, lists, ways, guarded);
      case "uses":
      case "call":
      case "set":
      case undefined:
        return ways;
    }
  }

  #respond(node: StepNode, ways: Ways, guarded: boolean): Ways {
    const everyWay = !ways.none && !ways.maybe;
    if (everyWay || (ways.sure && !guarded)) this.#second(node, "a step before this one");
    if (ways.none && ways.wait !== undefined && !this.#reported.has(ways.wait)) {
      this.#reported.add(ways.wait);
      const message = `the webhook does not wait so long for step "${node.id}": it answers its fallback after ${this.#timeout}`;
      const hint = "respond before the wait";
      this.#add(ways.wait, "wait-before-respond", message, hint);
    }
    return { ...ways, none: false, sure: true, maybe: false };
  }

  #wait(node: StepNode, ways: Ways, guarded: boolean): Ways | undefined {
    const { wait } = node.step;
    const callback = wait?.webhook;
    const time =
      callback === undefined
        ? (literalMs(wait?.for) ?? 0)
        : (literalMs(callback.timeout) ?? Number.POSITIVE_INFINITY);
    const waitedMs = ways.waitedMs + time;
    const late = waitedMs > durationMs(this.#timeout) ? (ways.wait ?? node) : ways.wait;
    const after = { ...ways, waitedMs, wait: late };
    const lists = node.inner.filter(({ kind }) => kind === "on_timeout");
    return this.#either(node, ways, [
      after,
      ...lists.map((list) => this.list(list, after, guarded)),
    ]);
  }

  #loop(
    node: StepNode,
    lists: readonly StepList[],
    ways: Ways,
    guarded: boolean,
  ): Ways | undefined {
    const [list] = lists;
    const once = list && this.list(list, ways, guarded);
    const { for_each: entries } = node.step;
    const isOnce = Array.isArray(entries) && entries.length < 2;
    // Where an entry responds on some ways only, it may be the one that does.
    if (list === undefined || once === undefined || once.none || !ways.none || isOnce)
      return this.#either(node, ways, [ways, once]);
    for (const inner of list.nodes.flatMap(withInner))
      if (inner.kind === "respond") this.#second(inner, "an earlier entry of the loop");
    return once;
  }

  #either(node: StepNode, before: Ways, after: readonly (Ways | undefined)[]): Ways | undefined {
    const open = after.filter((one) => one !== undefined);
    const [first] = open;
    if (first === undefined) return undefined;
    const none = open.some((one) => one.none);
    if (before.none && none && open.some((one) => !one.none)) this.#partial.add(node);
    return {
      none,
      sure: open.some((one) => one.sure),
      maybe: open.some((one) => one.maybe),
      waitedMs: Math.max(...open.map((one) => one.waitedMs)),
      wait: open.find((one) => one.wait !== undefined)?.wait,
    };
  }

  #second(node: StepNode, who: string): void {
    if (this.#reported.has(node)) return;
    this.#reported.add(node);
    const hint = "respond once on each way";
    this.#add(node, "second-respond", `${who} has responded already`, hint);
  }

  #warnOfSilence(node: StepNode, message: string): void {
    if (this.#hasFallback) return;
    const hint = "respond there too, or say what is answered then: on.webhook.respond.fallback";
    this.#add(node, "maybe-no-respond", message, hint);
  }

  #add(node: StepNode, ...said: [Parameters<typeof problemAtStep>[2], string, string]): void {
    this.problems.push(problemAtStep(this.#document, node, ...said));
  }
}
