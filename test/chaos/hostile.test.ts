import { expect, it, vi } from "vitest";
import { Project } from "../support/project.ts";
import { rawRequest } from "../support/raw-request.ts";
import { HOSTILE } from "./hostile-requests.ts";
import { residentMiB } from "./resident-memory.ts";
import { SCALE, SETTLE_MS, tell } from "./scale.ts";

/** Memory that may stay taken: freed pieces that the system's allocator keeps for the next time. */
const KEPT_MIB = 64;

/** What is sent of each kind at the same time. */
const AT_ONCE = 20;

function project(): Project {
  return new Project({ secrets: { key: "hostile-key-0123456789" } })
    .flow("open", { steps: [{ set: { a: "{{trigger.method}}" } }] })
    .flow("pattern", {
      webhook: { schema: { type: "object", properties: { word: { pattern: "^(a+)+$" } } } },
      steps: [{ set: { a: 1 } }],
    })
    .flow("signed", {
      webhook: { auth: [{ hmac: { header: "X-Signature", secret: "{{secrets.key}}" } }] },
      steps: [{ set: { a: 1 } }],
    });
}

it("there are 50 kinds of hostile requests at least", () => {
  expect(new Set(HOSTILE.map(({ name }) => name)).size).toBeGreaterThanOrEqual(50);
});

it("answers each kind of hostile request as it should, and others meanwhile", {
  timeout: SETTLE_MS + 60_000,
}, async () => {
  const daemon = await project().start();
  const times = Math.ceil(SCALE.hostileRequests / HOSTILE.length);
  for (let n = 0; n < 50; n++) await daemon.accept("/open", { n });
  const before = residentMiB(daemon);
  const wrong: string[] = [];
  const honest = { over: false, answered: 0 };
  const sendHonest = async () => {
    for (; !honest.over; honest.answered++) await daemon.accept("/open", { honest: true });
  };
  const sending = sendHonest();
  for (const { name, bytes, statuses } of HOSTILE)
    for (let sent = 0; sent < times; sent += AT_ONCE) {
      const count = Math.min(AT_ONCE, times - sent);
      const answers = await Promise.all(
        Array.from({ length: count }, () =>
          rawRequest(daemon.webhookUrl, bytes(), { end: name === "half a request" }),
        ),
      );
      for (const { status = 0, body } of answers) {
        if (!statuses.includes(status)) wrong.push(`${name}: ${status}`);
        if (/\bat .*\.(js|ts):\d/.test(body)) wrong.push(`${name}: a stack`);
        if (status >= 400 && !body.startsWith('{"error":{"code":"'))
          wrong.push(`${name}: ${status} in another form`);
      }
    }
  honest.over = true;
  await sending;
  expect([...new Set(wrong)]).toEqual([]);
  expect(honest.answered).toBeGreaterThan(10);
  expect(daemon.child.exitCode).toBeNull();
  expect(
    daemon.lines.filter((line) => /"level":(50|60)|"level":"(error|fatal)"/.test(line)),
  ).toEqual([]);
  await vi.waitFor(async () => expect(await daemon.runs("status=running")).toEqual([]), 10_000);
  const most = residentMiB(daemon);
  // Given back once nothing is done for half a minute. NaN is no more than anything: see residentMiB.
  await vi.waitFor(
    () => expect(residentMiB(daemon) - before).not.toBeGreaterThan(KEPT_MIB),
    90_000,
  );
  tell("hostile", {
    kinds: HOSTILE.length,
    requests: times * HOSTILE.length,
    "honest requests meanwhile": honest.answered,
    "MiB before": before,
    "MiB at the end": most,
    "MiB soon after": residentMiB(daemon),
  });
});
