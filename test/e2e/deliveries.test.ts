/** Webhooks whose sender is known, with what ChatbotX sends as it was recorded. */
import { expect, it } from "vitest";
import { CANARIES } from "../support/canaries.ts";
import type { AnyDaemon } from "../support/daemon.ts";
import { Project } from "../support/project.ts";

const QUERY = { auth: [{ query: { name: "key", value: "{{secrets.canary}}" } }] };
const HEADER = { auth: [{ header: { name: "X-Key", value: "{{secrets.canary}}" } }] };
const CONTACT = {
  id: "1000",
  createdAt: "2026-11-28T08:40:08.574Z",
  avatar: null,
  phoneNumber: "+84908071111",
  firstName: "An C",
  lastName: "Nguyễn",
  gender: "female",
  subscribedAt: null,
};
const STEP = {
  event: "order",
  contact: CONTACT,
  custom_fields: [{ name: "s_num", value: "77" }],
  tags: [{ name: "VIP" }, { name: "buyer" }],
  contact_sequences: [],
};
const TAGGED = {
  event: "tag_applied",
  contact_id: "1000",
  timestamp: "2026-11-28T09:00:00.000Z",
  tag: "buyer",
};

async function start(): Promise<AnyDaemon> {
  const project = new Project();
  project.flow("step", {
    webhook: { from: "chatbotx.flow_data", ...QUERY },
    steps: [{ set: { who: "{{trigger.body.contact.id}}" } }],
    output: { who: "{{vars.who}}", tags: "{{pluck trigger.body.tags 'name'}}" },
  });
  project.flow("data", {
    webhook: { from: "chatbotx.contact_data", ...HEADER },
    steps: [{ respond: { body: { name: "{{trigger.body.contact.id}}" } } }],
  });
  project.flow("event", {
    webhook: { from: "chatbotx.event", ...QUERY },
    steps: [{ set: { a: 1 } }],
  });
  project.flow("own", {
    webhook: { from: "chatbotx.event", ...QUERY, dedupe: { key: "{{body.contact_id}}" } },
    steps: [{ set: { a: 1 } }],
  });
  return project.open();
}

const post = (daemon: AnyDaemon, path: string, body: unknown, headers = {}) =>
  daemon.send(path, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body),
  });

it("takes what comes, once where it can be told, and answers at once", async () => {
  const daemon = await start();
  const key = `?key=${CANARIES.secret}`;
  const sent = (path: string, body: unknown) => post(daemon, path + key, body);

  const first = await sent("/step", STEP);
  expect(first.status).toBe(202);
  const run = await daemon.finished(first.body.run_id);
  expect(run).toMatchObject({
    status: "succeeded",
    output: { who: "1000", tags: ["VIP", "buyer"] },
  });
  // Nothing tells a repeat from a customer who goes that way once more.
  expect((await sent("/step", STEP)).status).toBe(202);

  const event = await sent("/event", TAGGED);
  expect(event.status).toBe(202);
  expect((await sent("/event", TAGGED)).body).toEqual({
    run_id: event.body.run_id,
    duplicate: true,
  });
  for (const other of [
    { ...TAGGED, tag: "VIP" },
    { ...TAGGED, contact_id: "1001" },
    { ...TAGGED, timestamp: "2026-11-28T09:00:00.001Z" },
    { ...TAGGED, event: "tag_removed" },
    { event: "a_new_one", contact_id: "1000", timestamp: "2026-11-28T09:00:00.000Z", more: {} },
  ])
    expect([other, (await sent("/event", other)).status]).toEqual([other, 202]);

  expect((await sent("/own", TAGGED)).status).toBe(202);
  expect((await sent("/own", { ...TAGGED, tag: "VIP" })).status).toBe(200);

  const data = { contact: CONTACT, customFields: [{ customFieldId: "5001", value: "abc" }] };
  const answer = await post(daemon, "/data", data, { "x-key": CANARIES.secret });
  expect([answer.status, answer.body]).toEqual([200, { name: "1000" }]);
});

it.each([
  ["/event", { event: "tag_applied", contact_id: 1000, timestamp: "x" }, ["/contact_id"]],
  ["/event", { event: "tag_applied" }, ["", ""]],
  ["/step", { event: "order", contact: {}, custom_fields: [], tags: [] }, ["/contact"]],
  ["/step", TAGGED, ["", "", ""]],
])("refuses on %s what is of another kind: %j", async (path, body, pointers) => {
  const daemon = await start();
  const answer = await post(daemon, `${path}?key=${CANARIES.secret}`, body);
  expect(answer.status).toBe(422);
  expect(answer.body.error).toMatchObject({ code: "payload_invalid" });
  const details = answer.body.error?.details as { pointer: string }[];
  expect(details.map(({ pointer }) => pointer)).toEqual(pointers);
  expect((await post(daemon, path, TAGGED)).status).toBe(401);
});
