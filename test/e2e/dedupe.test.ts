import { expect, it } from "vitest";
import { callStep, Project } from "../support/project.ts";
import { startUpstream } from "../support/upstream.ts";

it("makes one run of a hundred equal deliveries at once, also after a restart", async () => {
  const upstream = await startUpstream();
  const project = new Project();
  project.flow("order", {
    webhook: { dedupe: { key: "{{body.id}}" } },
    steps: [callStep(upstream.url, "a")],
  });
  const before = await project.start();
  const send = () => before.post("/order", { id: "DH1024" });
  const answers = await Promise.all(Array.from({ length: 100 }, send));
  const first = answers.filter(({ status }) => status === 202);
  expect(first).toHaveLength(1);
  const run_id = first[0]?.body.run_id as string;
  const repeats = answers.filter(({ status }) => status === 200).map(({ body }) => body);
  expect(repeats).toEqual(Array.from({ length: 99 }, () => ({ run_id, duplicate: true })));
  await before.finished(run_id);
  await before.crash();

  const daemon = await project.start();
  const late = await daemon.post("/order", { id: "DH1024" });
  expect([late.status, late.body]).toEqual([200, { run_id, duplicate: true }]);
  const other = await daemon.accept("/order", { id: "DH1025" });
  await daemon.finished(other);
  expect((await daemon.runs()).map(({ id }) => id)).toEqual([other, run_id]);
  expect(upstream.arrivals).toHaveLength(2);
});

it("keeps keys apart that end in the halves of two emoji, also after a restart", async () => {
  const upstream = await startUpstream();
  const project = new Project();
  project.flow("order", {
    webhook: { dedupe: { key: "{{body.id}}" } },
    concurrency: { key: "{{trigger.body.id}}" },
    steps: [callStep(upstream.url, "a")],
  });
  // Both are U+FFFD in UTF-8.
  const [one, two] = ["DH\ud83d", "DH\ud83e"];
  const before = await project.start();
  const ids = [
    await before.accept("/order", { id: one }),
    await before.accept("/order", { id: two }),
  ];
  for (const id of ids) await before.finished(id);
  await before.crash();
  const daemon = await project.start();
  for (const [at, id] of [one, two].entries()) {
    const again = await daemon.post("/order", { id });
    expect([again.status, again.body]).toEqual([200, { run_id: ids[at], duplicate: true }]);
  }
  // What stands in a store for half a character is another key.
  await daemon.finished(await daemon.accept("/order", { id: "DH\ufffd" }));
  expect(upstream.arrivals).toHaveLength(3);
});
