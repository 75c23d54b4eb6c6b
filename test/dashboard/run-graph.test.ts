/** A run's records over the tree of its flow: branches that were taken, and the entries of loops. */
import { describe, expect, it } from "vitest";
import { nodeOf } from "../../dashboard/src/parts/graph/node-of.ts";
import {
  entriesAround,
  type GraphNode,
  graphOf,
  recordsOf,
} from "../../dashboard/src/parts/graph/run-graph.ts";
import type { Step, StepNode } from "../../src/generated/admin-api.ts";

type Branch = StepNode["branches"][number];

function node(id: string, kind: StepNode["kind"] = "uses", branches: Branch[] = []): StepNode {
  return { id, path: id, kind, uses: null, label: null, if: null, line: 1, end_line: 1, branches };
}

function branch(kind: Branch["kind"], key: string, ...steps: StepNode[]): Branch {
  return { kind, key, label: key, steps };
}

function records(...states: [path: string, status: Step["status"], chosen?: string][]) {
  return recordsOf(
    states.map(([path, status, chosen]) => ({
      path,
      status,
      kind: "uses",
      started_at: "",
      attempts: [],
      ...(chosen === undefined ? {} : { chosen }),
    })),
    false,
  );
}

/** Of each branch of a step, whether the run has passed it by. */
function passed(run: ReturnType<typeof recordsOf>, one: StepNode) {
  return graphOf([one], run)[0]?.branches.map(({ isPassed }) => isPassed);
}

/** The paths of all nodes with their states, from top to bottom. */
function paths(nodes: readonly GraphNode[]): string[] {
  return nodes.flatMap(({ path, record, branches }) => [
    `${path} ${record?.status ?? "-"}`,
    ...branches.flatMap((one) => paths(one.nodes)),
  ]);
}

const loop = node("lines", "for_each", [branch("entry", "*", node("send"), node("sum", "set"))]);

describe("a loop", () => {
  const run = records(
    ["lines", "running"],
    ["lines/0/send", "succeeded"],
    ["lines/0/sum", "succeeded"],
    ["lines/1/send", "failed"],
    ["lines/2/send", "succeeded"],
    ["lines/10/send", "running"],
  );

  it("has the entries in their order, each with the state that says most", () => {
    expect(graphOf([loop], run)[0]?.entries).toEqual([
      { at: 0, status: "succeeded" },
      { at: 1, status: "failed" },
      { at: 2, status: "succeeded" },
      { at: 10, status: "running" },
    ]);
  });

  it("shows the first entry that failed, or the chosen one", () => {
    expect(paths(graphOf([loop], run))).toEqual([
      "lines running",
      "lines/1/send failed",
      "lines/1/sum -",
    ]);
    expect(paths(graphOf([loop], run, { lines: 0 }))).toContain("lines/0/sum succeeded");
  });

  it("shows the last entry when none failed, and none when none was begun", () => {
    const well = records(
      ["lines", "succeeded"],
      ["lines/0/send", "succeeded"],
      ["lines/1/send", "succeeded"],
    );
    expect(graphOf([loop], well)[0]?.entry).toBe(1);
    const [empty] = graphOf([loop], records(["lines", "succeeded"]));
    expect(empty).toMatchObject({ entry: undefined, entries: [] });
    expect(paths(empty === undefined ? [] : [empty])).toContain("lines/*/send -");
  });

  it("in a loop has entries of its own for each entry around it", () => {
    const outer = node("days", "for_each", [branch("entry", "*", loop)]);
    const both = records(["days/0/lines/4/send", "failed"], ["days/1/lines/7/send", "succeeded"]);
    expect(graphOf([outer], both)[0]?.branches[0]?.nodes[0]?.entry).toBe(4);
    const second = graphOf([outer], both, { days: 1 })[0]?.branches[0]?.nodes[0];
    expect(second).toMatchObject({ path: "days/1/lines", entry: 7 });
  });
});

describe("branches", () => {
  const choice = node("route", "switch", [
    branch("case", "1", node("one")),
    branch("case", "2"),
    branch("default", "default", node("other")),
  ]);
  const taken = (run: ReturnType<typeof recordsOf>) =>
    graphOf([choice], run)[0]?.branches.map(({ isTaken }) => isTaken);

  it("are taken when a step in them was begun", () => {
    expect(taken(records(["route", "succeeded", "1"], ["route/1/one", "succeeded"]))).toEqual([
      true,
      false,
      false,
    ]);
    expect(taken(records(["route", "running"], ["route/default/other", "running"]))).toEqual([
      false,
      false,
      true,
    ]);
  });

  it("without steps are taken when they were chosen, and a case of digits is no entry", () => {
    expect(taken(records(["route", "succeeded", "2"]))).toEqual([false, true, false]);
    expect(graphOf([choice], records(["route/1/one", "failed"]))[0]?.entries).toEqual([]);
  });

  it("are said to be passed by when the run can't go into them any more", () => {
    const wait = node("answer", "wait", [branch("on_timeout", "on_timeout", node("late"))]);
    const both = node("both", "parallel", [
      branch("branch", "a", node("a")),
      branch("branch", "b", node("b")),
    ]);
    expect(passed(records(), choice)).toEqual([false, false, false]);
    expect(passed(recordsOf([], true), choice)).toEqual([true, true, true]);
    expect(passed(records(["route", "running", "1"], ["route/1/one", "running"]), choice)).toEqual([
      false,
      true,
      true,
    ]);
    expect(passed(records(["answer", "waiting"]), wait)).toEqual([false]);
    expect(passed(records(["answer", "succeeded"]), wait)).toEqual([true]);
    expect(passed(records(["both", "running"], ["both/a/a", "running"]), both)).toEqual([
      false,
      false,
    ]);
  });

  it("of catch, which share a path, are told apart by their steps", () => {
    const caught = node("thanks", "uses", [
      branch("catch", "catch", node("sms")),
      branch("catch", "catch", node("mail")),
    ]);
    const [one] = graphOf(
      [caught],
      records(["thanks", "failed"], ["thanks/catch/mail", "succeeded"]),
    );
    expect(one?.branches.map(({ isTaken }) => isTaken)).toEqual([false, true]);
  });
});

describe("the path of a record", () => {
  const flow = {
    tree: [node("days", "for_each", [branch("entry", "*", loop)])],
    on_failure: [node("tell")],
  };

  it("leads to the step of the text", () => {
    expect(nodeOf(flow, "days/3/lines/0/send")?.id).toBe("send");
    expect(nodeOf(flow, "on_failure/tell")?.id).toBe("tell");
    expect(nodeOf(flow, "days/3/gone")).toBeUndefined();
    expect(nodeOf(undefined, "days")).toBeUndefined();
  });

  it("says which entries to look at", () => {
    expect(entriesAround("days/3/lines/12/send")).toEqual({ days: 3, "days/3/lines": 12 });
    expect(entriesAround("thanks")).toEqual({});
  });
});
