/** Texts and templates over an official account of Zalo, through a daemon to the simulator and to other servers. */
import { expect, it } from "vitest";
import { problemsIn, projectFolder } from "../../flows/check-project.ts";
import { json, startUpstream } from "../../support/upstream.ts";
import { account, projectAt, templated, texted, USER } from "./official-account.ts";

it("sends texts and templates to the letter, or nothing, and tells what nobody knows of", async () => {
  const { url, sent, fault } = await account({ templates: { "200607": ["order_code"] } });
  const daemon = await projectAt(url).open();
  const text = await texted(daemon, "Chào <An> & {{bạn}} 🛵");
  expect(text.steps[0]?.output).toEqual({ message_id: "00000000000000000001" });
  // One tracking id for all tries of a step.
  await fault({ endpoint: "send_template", status: 429, headers: { "retry-after": "0" } });
  const run = await templated(daemon, "+84 908 071 111", 1024);
  expect([run.status, run.steps[0]?.attempts.length]).toEqual(["succeeded", 2]);
  const again = await templated(daemon, "0908071111");
  const [first, second, third] = await sent();
  expect(first).toMatchObject({ user_id: USER, text: "Chào <An> & {{bạn}} 🛵" });
  expect(second).toMatchObject({
    phone: "84908071111",
    template_id: "200607",
    template_data: { order_code: 1024 },
    tracking_id: expect.stringMatching(/^[0-9a-f]{32}$/),
  });
  expect(run.steps[0]?.output).toMatchObject({ tracking_id: second?.tracking_id });
  expect(again.steps[0]?.output).toMatchObject({ tracking_id: third?.tracking_id });
  expect(third?.tracking_id).not.toBe(second?.tracking_id);

  const long = await texted(daemon, "🛵".repeat(2_001));
  expect(long.steps[0]?.error?.message).toBe(
    "the text has 2001 characters, and Zalo takes 2000; shorten it with truncate, or send it in several messages",
  );
  expect((await templated(daemon, "0123456789")).error).toMatchObject({ code: "invalid_phone" });
  expect(await sent()).toHaveLength(3);
  expect((await texted(daemon, "🛵".repeat(2_000))).status).toBe("succeeded");

  await fault({ endpoint: "send_text", drop: true, after: true });
  expect((await texted(daemon)).error).toMatchObject({ reason: "interrupted" });
  expect(await sent()).toHaveLength(5);
});

const refused = (error: unknown) =>
  json(200, { error, message: "CANARYbot-7f3a9c51e8d24b60 of 0908071111" });

it("takes known codes for what they mean, others for a refusal, and quotes no answer", async () => {
  const upstream = await startUpstream();
  const daemon = await projectAt(upstream.url).open();
  const answers = [
    [refused(-108), "invalid_request", "it takes no such phone number"],
    [refused(-109), "invalid_request", "there is no such template"],
    [refused(-118), "user_unavailable", "nobody at Zalo has this phone number"],
    [refused(-124), "bad_credentials", 'give connection "shop" a new token'],
    [refused(-216), "bad_credentials", "a new token"],
    [refused(-230), "outside_window", "in the last 7 days"],
    [refused(-213), "invalid_request", "200, code -213: the request was refused"],
    [refused("0"), "invalid_request", "no answer of its API"],
    [json(200, { hello: "there" }), "invalid_request", "correct base_url:"],
    [json(401, {}), "bad_credentials", "a new token"],
    [json(403, { error: -5 }), "forbidden", "403, code -5"],
    [json(500, { error: -1 }), "interrupted", "the call may have arrived"],
  ] as const;
  for (const [answer, reason, words] of answers) {
    upstream.answer = answer;
    const { error } = (await texted(daemon)).steps[0]?.attempts[0] ?? {};
    expect(error?.reason).toBe(reason);
    expect(error?.message).toContain(words);
    expect(error?.message).not.toContain("0908071111");
  }
  // Each was tried once.
  expect(upstream.arrivals.length).toBe(answers.length);
});

const CONFIG = (connection: object) =>
  JSON.stringify({ connections: { shop: { type: "zalo", ...connection } } });
const NAMED = { access_token: "a-token-for-this-test" };

async function found(step: object, connection: object = NAMED): Promise<string[]> {
  const flow = `connection: shop\nsteps: [${JSON.stringify(step)}]\n`;
  const problems = await problemsIn(
    projectFolder({ "ahaflow.yaml": CONFIG(connection), "flows/a.yaml": flow }),
  );
  return problems.map(({ rule, message, hint = "" }) => `${rule}: ${message}; ${hint}`);
}

const text = (more: object) => ({
  uses: "zalo.send_text",
  with: { user_id: USER, text: "Chào", ...more },
});
const template = (more: object) => ({
  uses: "zalo.send_template",
  with: { phone: "0908 071 111", template_id: 200607, template_data: {}, ...more },
});

it("has its mistakes told by validate", async () => {
  expect(await found(text({}))).toEqual([]);
  expect(await found(template({ template_data: { a: "x", b: 1 } }))).toEqual([]);
  expect(await found(text({ text: "a".repeat(2_001) }))).toEqual([
    expect.stringContaining("wrong-value: the text has 2001 characters, and Zalo takes 2000"),
  ]);
  expect(await found(template({ phone: "0123456789" }))).toEqual([
    expect.stringContaining("wrong-phone: this is no telephone number that can exist"),
  ]);
  expect(await found(text({ text: '{"text": "Xin chào"}' }))).toEqual([
    expect.stringContaining("json-as-text"),
  ]);
  expect(await found(template({ template_data: { a: { b: 1 } } }))).not.toEqual([]);
  expect(await found(text({}), {})).toEqual([expect.stringMatching(/access_token|token_file/)]);
  expect(await found(text({}), { ...NAMED, token_file: "a" })).not.toEqual([]);
});
