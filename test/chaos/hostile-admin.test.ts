import { expect, it } from "vitest";
import { expectNoCanary } from "../support/canaries.ts";
import { Project, shopAt } from "../support/project.ts";
import { rawRequest } from "../support/raw-request.ts";
import { HOSTILE_ADMIN, TOKEN } from "./hostile-admin-requests.ts";

/** What is sent of each kind at the same time. */
const AT_ONCE = 5;

it("answers each kind of hostile request to the admin side as it should, and the page meanwhile", async () => {
  const daemon = await new Project(shopAt("http://127.0.0.1:9"))
    .flow("one", { steps: [{ set: { a: 1 } }] })
    .start({ AHAFLOW_ADMIN_TOKEN: TOKEN });
  daemon.adminHeaders = { authorization: `Bearer ${TOKEN}` };
  const wrong: string[] = [];
  for (const { name, bytes, statuses } of HOSTILE_ADMIN) {
    const answers = await Promise.all(
      Array.from({ length: AT_ONCE }, () => rawRequest(daemon.adminUrl, bytes())),
    );
    for (const { status = 0, head, body } of answers) {
      expectNoCanary(name, head + body);
      if (!statuses.includes(status)) wrong.push(`${name}: ${status}`);
      if (/\bat .*\.(js|ts):\d/.test(body)) wrong.push(`${name}: a stack`);
      if (/set-cookie: ahaflow_session=\w/i.test(head)) wrong.push(`${name}: let in`);
      if (status >= 400 && !body.startsWith('{"error":{"code":"'))
        wrong.push(`${name}: ${status} in another form`);
    }
    expect((await fetch(`${daemon.adminUrl}/api/v1/session`)).status).toBe(200);
  }
  expect([...new Set(wrong)]).toEqual([]);
  expect(daemon.child.exitCode).toBeNull();
  expect(
    daemon.lines.filter((line) => /"level":(50|60)|"level":"(error|fatal)"/.test(line)),
  ).toEqual([]);
});
