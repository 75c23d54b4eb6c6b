/** Times that no timer of Node.js can wait for at once: above 24.8 days it would fire now. */
import { expect, it } from "vitest";
import { callStep, Project } from "../support/project.ts";
import { OK, startUpstream } from "../support/upstream.ts";

it("a time-out of 25 days and one of 99999 are not over at once", async () => {
  const upstream = await startUpstream();
  const project = new Project();
  for (const timeout of ["25d", "99999d"])
    project.flow(`f${timeout}`, {
      webhook: { respond: { timeout } },
      timeout,
      steps: [
        { id: "block", timeout, parallel: { only: [callStep(upstream.url, "a", { timeout })] } },
        { respond: { body: { done: true } } },
      ],
    });
  const daemon = await project.start();
  for (const path of ["/f25d", "/f99999d"]) {
    const answers: (() => void)[] = [];
    upstream.answer = (response, arrival) => void answers.push(() => OK(response, arrival));
    const before = upstream.arrivals.length;
    const answer = daemon.post(path, {});
    await upstream.arrived(before + 1);
    // A timer that fires at once has done so when another request was answered.
    expect((await daemon.send("/nobody")).status).toBe(404);
    for (const release of answers) release();
    expect(await answer).toMatchObject({ status: 200, body: { done: true } });
    expect(upstream.arrivals).toHaveLength(before + 1);
  }
});

it("a wait that no date can hold is a failure that says so, and one of 270 years rests", async () => {
  const project = new Project();
  project.flow("wait", { steps: [{ id: "w", wait: { for: "{{trigger.body.for}}" } }] });
  const daemon = await project.start();
  for (const text of ["100000d", "999999999d", "999999999999999999ms", "99999999h"]) {
    const run = await daemon.finished(await daemon.accept("/wait", { for: text }));
    expect([text, run.error]).toMatchObject([text, { code: "not_a_duration" }]);
  }
  const id = await daemon.accept("/wait", { for: "99999d" });
  const resting = await daemon.runWhen(id, ({ status }) => status === "waiting");
  expect(resting.steps[0]?.wake_at).toMatch(/^2300-/);
  expect(daemon.log("a step met a bug of ahaflow")).toEqual([]);
});

it.each([
  ["timeout", "100000d"],
  ["wait", "99999999h"],
])("a %s that is written as %s is an error of the file", async (key, time) => {
  const project = new Project();
  const step = { wait: { for: key === "wait" ? time : "1h" } };
  project.flow("long", key === "wait" ? { steps: [step] } : { timeout: time, steps: [step] });
  const daemon = project.launch();
  expect(await daemon.ended).toBe(1);
  expect(daemon.errors + daemon.lines.join("\n")).toContain("99999d");
});
