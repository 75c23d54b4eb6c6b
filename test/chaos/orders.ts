import type { Daemon, ShownRun } from "../support/daemon.ts";
import { callStep, Project } from "../support/project.ts";

export const CUSTOMERS = Array.from({ length: 40 }, (_, n) => `customer-${n}`);
/** What a run calls, in its order. */
export const ORDER = ["a", "line-0", "line-1", "left", "b"];

/** Its own steps, a loop, branches and a wait, all of which call. */
export function projectFor(url: string): Project {
  const said = { json: { customer: "{{trigger.body.customer}}" } };
  const project = new Project({
    defaults: { retry: { attempts: 100, delay: "50ms", max_delay: "1s" } },
  });
  const line = { ...callStep(url, "line", said), timeout: "1s" };
  Object.assign(line.with?.["json"] ?? {}, { step: "line-{{item}}" });
  return project.flow("order", {
    concurrency: { key: "{{trigger.body.customer}}" },
    steps: [
      { ...callStep(url, "a", said), timeout: "1s" },
      { id: "lines", for_each: "{{trigger.body.lines}}", as: "item", steps: [line] },
      { id: "pause", wait: { for: "200ms" } },
      {
        id: "both",
        parallel: {
          left: [{ ...callStep(url, "left", said), timeout: "1s" }],
          right: [{ id: "noted", set: { right: true } }],
        },
      },
      { ...callStep(url, "b", said), timeout: "1s" },
    ],
  });
}

/** Every run of the journal. */
export async function allRuns(daemon: Daemon): Promise<ShownRun[]> {
  const all: ShownRun[] = [];
  for (let cursor = ""; ; ) {
    const { body } = await daemon.admin(`/api/v1/runs?limit=500${cursor}`);
    const page = body as { runs: ShownRun[]; cursor?: string };
    all.push(...page.runs);
    if (page.cursor === undefined) return all;
    cursor = `&cursor=${page.cursor}`;
  }
}
