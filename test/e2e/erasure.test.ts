import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type {
  DeliveryList,
  Erased,
  ErasureList,
  RefusalList,
  Run,
  RunList,
} from "#src/generated/admin-api.js";
import { ask } from "../support/admin-api.ts";
import type { AnyDaemon } from "../support/daemon.ts";
import { callStep, Project } from "../support/project.ts";
import { runs } from "../support/runs-command.ts";
import { json, startUpstream } from "../support/upstream.ts";

const ID = "6523889107654321";
const PHONE = "0908071111";
const NAME = "Nguyễn Thị Hoa Mai";
const OTHER_ID = `${ID}0`;
const OTHER_PHONE = "09080711112";

const erase = (daemon: AnyDaemon, body: object) =>
  ask<Erased>(daemon, "POST", "/api/v1/erasures", body);

/** Which of some texts stand in the bytes of the journal's files, and not as a part of a longer number. */
function onDisk({ data }: Project, texts: readonly string[]): string[] {
  const files = readdirSync(data, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString("latin1"));
  return texts.filter((text) => {
    const bytes = new RegExp(`(?<!\\d)${Buffer.from(text).toString("latin1")}(?!\\d)`);
    return files.some((file) => bytes.test(file));
  });
}

it("erases what is kept of a person everywhere, and of nobody else", async () => {
  const upstream = await startUpstream();
  upstream.answer = (response, arrival) => json(400, { echo: arrival.json })(response, arrival);
  const project = new Project();
  project.flow("orders", {
    webhook: {
      dedupe: { key: "{{body.user_id}} {{body.n}}" },
      schema: {
        type: "object",
        required: ["n", "user_id", "phone", "name"],
        properties: {
          n: { type: "integer" },
          user_id: { type: "string" },
          phone: { type: "string" },
          name: { type: "string" },
        },
      },
    },
    concurrency: { key: "{{trigger.body.phone}}" },
    steps: [
      { id: "tells", call: "child", with: { name: "{{trigger.body.name}}" } },
      { id: "keeps", set: { who: "{{trigger.body.name}} {{trigger.body.phone}}" } },
      callStep(upstream.url, "fails", { json: { to: "{{trigger.body.user_id}}" } }),
    ],
  });
  project.flow("waits", { steps: [{ wait: { for: "1h" } }] });
  writeFileSync(
    join(project.flows, "child.yaml"),
    `name: child
inputs: { type: object, properties: { name: { type: string } } }
steps: [{ id: says, set: { text: "Hello {{inputs.name}}" } }]
`,
  );
  const daemon = await project.start();
  const person = { user_id: ID, phone: PHONE, name: NAME };
  const first = await daemon.accept("/orders", { ...person, n: 1 });
  const formatted = await daemon.accept("/orders", { ...person, phone: "+84 908 071 111", n: 2 });
  const other = await daemon.accept("/orders", {
    user_id: OTHER_ID,
    phone: OTHER_PHONE,
    name: "Trần Văn Bình",
    n: 3,
  });
  await daemon.post("/orders", { ...person, n: "wrong" });
  await daemon.allFinished(6);
  await daemon.runs("q=nguyen%20thi%20hoa");
  const about = [ID, PHONE, NAME];
  expect(onDisk(project, about)).toEqual(about);

  const waiting = await daemon.accept("/waits", { phone: "84908071111" });
  await daemon.runWhen(waiting, ({ status }) => status === "waiting");
  const refused = await ask(daemon, "POST", "/api/v1/erasures", { q: PHONE });
  expect([refused.status, refused.body.error.code]).toEqual([409, "unfinished_runs"]);
  expect(refused.body.error.message).toContain(waiting);
  await daemon.admin(`/api/v1/runs/${waiting}/cancel`, "POST");
  await daemon.finished(waiting);

  // Two orders with a called run each, and the one that waited; each was also a delivery, as was the refusal.
  const counts = { runs: 5, refusals: 1, deliveries: 4 };
  expect((await erase(daemon, { q: PHONE, dry_run: true })).body).toMatchObject({
    dry_run: true,
    id: null,
    ...counts,
  });
  expect(onDisk(project, about)).toEqual(about);
  const { body: done } = await erase(daemon, { q: "(+84) 908-071-111" });
  expect(done).toMatchObject({ dry_run: false, ...counts });
  expect(onDisk(project, about)).toEqual([]);
  expect(onDisk(project, [OTHER_ID, OTHER_PHONE, "Trần Văn Bình"])).toHaveLength(3);

  for (const id of [first, formatted]) {
    const { body: run } = await ask<Run>(daemon, "GET", `/api/v1/runs/${id}`);
    expect(run).toMatchObject({ status: "failed", erased_at: done.at, customer: null });
    expect(run.steps.map(({ path, status }) => [path, status])).toEqual([
      ["tells", "succeeded"],
      ["keeps", "succeeded"],
      ["fails", "failed"],
    ]);
    expect(run.error).toMatchObject({ reason: "invalid_request", code: "http_400" });
    const again = await ask(daemon, "POST", `/api/v1/runs/${id}/replay`, {});
    expect([again.status, again.body.error.code]).toEqual([409, "run_erased"]);
  }
  for (const q of [ID, PHONE, "hoa mai"]) {
    const query = `q=${encodeURIComponent(q)}`;
    const { body: found } = await ask<RunList>(daemon, "GET", `/api/v1/runs?${query}`);
    // A search finds parts; what is left is another person.
    expect(found.runs.map(({ id }) => id)).toEqual(q === "hoa mai" ? [] : [other]);
    const { body: left } = await ask<RefusalList>(daemon, "GET", `/api/v1/refusals?${query}`);
    expect(left.refusals).toEqual([]);
  }
  const tail = await ask<DeliveryList>(daemon, "GET", "/api/v1/deliveries?unmasked=true");
  expect(tail.body.deliveries.map(({ run_id }) => run_id)).toEqual([other]);
  const { body: record } = await ask<ErasureList>(daemon, "GET", "/api/v1/erasures");
  expect(record.erasures).toEqual([{ id: done.id, at: done.at, runs: 5, refusals: 1 }]);
  const log = daemon.lines.join("\n");
  for (const text of about) expect(log).not.toContain(text);

  await daemon.crash();
  const next = await project.start();
  expect((await next.run(first)).status).toBe("failed");
  expect(await next.runs("q=hoa%20mai")).toEqual([]);
  expect(onDisk(project, about)).toEqual([]);
});

it("is told what it can't do, by the command as well", async () => {
  const project = new Project().flow("a", { steps: [{ set: { a: 1 } }] });
  const daemon = await project.open();
  await daemon.finished(await daemon.accept("/a", { id: "KH00017" }));
  for (const [body, status] of [
    [{ q: "Nguyễn An" }, 422],
    [{ q: "0908071111 0912345678" }, 422],
    [{ q: "abc" }, 422],
    [{ q: "   " }, 422],
    [{ q: "kh17" }, 422],
    [{ q: "" }, 400],
    [{}, 400],
    [{ q: 12345 }, 400],
  ] as const)
    expect([body, (await ask(daemon, "POST", "/api/v1/erasures", body)).status]).toEqual([
      body,
      status,
    ]);
  for (const q of ["   ", "abc", "kh17"]) {
    const { code, err } = await runs(daemon, ["erase", q, "--yes"]);
    expect([code, err]).toEqual([1, expect.stringContaining("of 5 characters or more")]);
  }
  const { err } = await runs(daemon, ["erase", "", "--yes"]);
  expect(err).toContain("q must not be empty");
  const dry = await runs(daemon, ["erase", "kh00017", "--dry-run"]);
  expect(dry.out).toContain("would be erased: 1 run, 0 refusals, 1 delivery in memory");
  expect((await runs(daemon, ["erase", "kh00017"])).err).toContain("--yes");
  const done = await runs(daemon, ["erase", "kh00017", "--yes"]);
  expect(done.out).toMatch(/^erased as [0-9a-f-]{36}: 1 run, 0 refusals, 1 delivery in memory/);
  expect((await daemon.runs("q=kh00017")).length).toBe(0);
});
