/** Messages to the staff, through a daemon to the simulator, and to servers that answer otherwise. */
import { expect, it, onTestFinished } from "vitest";
import { ChatPaces } from "#src/platforms/telegram/chat-pace.js";
import { startTelegram } from "#src/platforms/telegram/start-simulator.js";
import { problemsIn, projectFolder } from "../../flows/check-project.ts";
import { CANARIES } from "../../support/canaries.ts";
import type { AnyDaemon, ShownRun } from "../../support/daemon.ts";
import { Project } from "../../support/project.ts";
import { json, startUpstream } from "../../support/upstream.ts";

const GROUP = "-1001234567890";

const botAt = (base_url: string, more = {}) => ({
  connections: {
    staff: {
      type: "telegram",
      bot_token: `4839:${CANARIES.botToken}`,
      chat: GROUP,
      base_url,
      ...more,
    },
  },
});

interface State {
  readonly chats: Readonly<Record<string, readonly { readonly text: string }[]>>;
}

interface Calls {
  readonly calls: readonly { readonly path: string; readonly at: string }[];
}

async function telegram(seed: object = {}) {
  const simulator = await startTelegram({ seed });
  onTestFinished(() => simulator.close());
  const control = async (path: string, init?: RequestInit): Promise<unknown> =>
    (await fetch(`${simulator.url}/_simulator/${path}`, init)).json();
  return {
    url: simulator.url,
    chats: async () => ((await control("state")) as State).chats,
    calls: async () => ((await control("calls")) as Calls).calls,
    fault: (fault: object) => control("faults", { method: "POST", body: JSON.stringify(fault) }),
  };
}

/** A flow that sends what the webhook brings. */
const NOTICE = {
  connection: "staff",
  steps: [
    {
      id: "tell",
      uses: "telegram.send_message",
      with: { text: "{{trigger.body.text}}" },
      retry: { attempts: 2, delay: "10ms", jitter: false },
      on_doubt: "fail" as const,
    },
  ],
};

async function daemonAt(url: string, more = {}): Promise<AnyDaemon> {
  return new Project(botAt(url, more)).flow("notice", NOTICE).open();
}

async function told(daemon: AnyDaemon, body: object = { text: "Đơn mới" }): Promise<ShownRun> {
  return daemon.finished(await daemon.accept("/notice", body));
}

it("sends to the connection's chat and to others, plainly and in HTML", async () => {
  const { url, chats } = await telegram();
  const project = new Project(botAt(url)).flow("order", {
    connection: "staff",
    steps: [
      {
        id: "plain",
        uses: "telegram.send_message",
        with: { text: "Đơn của {{trigger.body.name}} *350.000 ₫*" },
      },
      {
        id: "other",
        uses: "telegram.send_message",
        with: {
          chat: "{{trigger.body.chat}}",
          format: "html",
          text: "<b>{{escape_html trigger.body.name}}</b> &amp; xong",
          silent: true,
          thread: 42,
        },
      },
      {
        id: "named",
        uses: "telegram.send_message",
        with: { chat: "@tiemaodai", text: "{{steps.other.output.chat_id}}" },
      },
    ],
  });
  const daemon = await project.open();
  const id = await daemon.accept("/order", { name: "An <3 & co", chat: 77 });
  const run = await daemon.finished(id);
  expect(run.status).toBe("succeeded");
  expect(await chats()).toMatchObject({
    [GROUP]: [{ message_id: 1, text: "Đơn của An <3 & co *350.000 ₫*", silent: false }],
    "77": [{ text: "An <3 & co & xong", silent: true, thread: 42 }],
    "@tiemaodai": [{ text: "77" }],
  });
});

it("sends a chat one message a second, and no other chat waits for it", async () => {
  const { url, chats } = await telegram();
  const project = new Project(botAt(url)).flow("notice", NOTICE).flow("other", {
    connection: "staff",
    steps: [{ uses: "telegram.send_message", with: { chat: "77", text: "Chào" } }],
  });
  const daemon = await project.open({ AHAFLOW_LOG_LEVEL: "info" });
  for (const text of ["1", "2", "3"]) await daemon.accept("/notice", { text });
  await daemon.accept("/other", {});
  const runs = await daemon.allFinished(4);
  const begun: number[] = [];
  for (const { id, flow } of runs) {
    const { status, steps } = await daemon.run(id);
    expect([status, steps[0]?.attempts.length]).toEqual(["succeeded", 1]);
    if (flow === "notice") begun.push(Date.parse(steps[0]?.attempts[0]?.started_at ?? ""));
  }
  expect((await chats())[GROUP]?.map(({ text }) => text)).toEqual(["1", "2", "3"]);
  // When their calls began, not when they came: a busy machine delays the first one's connection.
  const [first = 0, second = 0, third = 0] = begun.toSorted((one, two) => one - two);
  expect(second - first).toBeGreaterThan(900);
  expect(third - second).toBeGreaterThan(900);
  expect(daemon.lines.join("\n")).not.toContain(CANARIES.botToken);
});

it("lets a group wait for its 21st message of a minute, and a person for none", async () => {
  const paces = new ChatPaces();
  expect(paces.of(GROUP)).toBe(paces.of(GROUP));
  expect(paces.of("@tiemaodai")).not.toBe(paces.of("77"));
  const waits = Array.from({ length: 22 }, () => new AbortController());
  const waiting = waits.map(({ signal }) => paces.of(GROUP).acquire(signal));
  for (const one of waiting) one.catch(() => undefined);
  await waiting[0];
  // 19 wait for their second, two for the minute.
  await expect.poll(() => paces.of(GROUP).waiting).toBe(21);
  for (const wait of waits) wait.abort(new Error("over"));
  await expect(waiting[21]).rejects.toThrow("over");
  await expect.poll(() => paces.of(GROUP).waiting).toBe(0);
});

const refused = (code: number, description: string, parameters?: object) =>
  json(code, { ok: false, error_code: code, description, ...(parameters && { parameters }) });

it("waits as long as a 429 says in its body", async () => {
  const upstream = await startUpstream();
  upstream.answer = (response, arrival) => {
    const isFirst = upstream.arrivals.length === 1;
    const answer = isFirst
      ? refused(429, "Too Many Requests: retry after 1", { retry_after: 1 })
      : json(200, { ok: true, result: { message_id: 5, chat: { id: 7 } } });
    answer(response, arrival);
  };
  const daemon = await daemonAt(upstream.url);
  const run = await told(daemon);
  expect(run.status).toBe("succeeded");
  expect(run.steps[0]?.attempts.map(({ error }) => error?.reason)).toEqual([
    "rate_limited",
    undefined,
  ]);
  const [first, second] = upstream.arrivals.map(({ at }) => at);
  expect((second ?? 0) - (first ?? 0)).toBeGreaterThan(950);
  expect(daemon.log("the other side asked to be left alone")).toMatchObject([{ pause_ms: 1000 }]);
});

it.each([
  [401, "Unauthorized", "bad_credentials", "correct bot_token: of connection"],
  [404, "Not Found", "bad_credentials", "there is no such bot"],
  [403, "Forbidden: bot was blocked by the user", "user_unavailable", "may not write there"],
  [400, "Bad Request: chat not found", "not_found", "see that chat: is its id"],
  [400, "Bad Request: message thread not found", "not_found", "no such topic"],
  [
    400,
    "Bad Request: can't parse entities: Unsupported start tag",
    "invalid_request",
    "escape_html",
  ],
  [400, "Bad Request: CANARYbot-7f3a9c51e8d24b60", "invalid_request", "the request was refused"],
  [500, "Internal Server Error", "interrupted", "the call may have arrived"],
])("takes %i %s for %s", async (code, description, reason, words) => {
  const upstream = await startUpstream();
  upstream.answer = refused(code, description);
  const run = await told(await daemonAt(upstream.url));
  const { error } = run.steps[0]?.attempts[0] ?? {};
  expect(error).toMatchObject({ reason, status: code });
  expect(error?.message).toContain(words);
  expect(upstream.arrivals.length).toBe(1);
});

it("tells the id that a group has as a supergroup", async () => {
  const { url } = await telegram({ chats: { [GROUP]: { migrated_to: -1009 } } });
  const run = await told(await daemonAt(url));
  expect(run.error?.reason).toBe("not_found");
  expect(run.steps[0]?.error?.message).toBe(
    'Telegram answered 400: the group has become a supergroup, which has another id; write chat: "-1009"',
  );
});

it("leaves open whether a message came whose answer is lost", async () => {
  const { url, chats, fault } = await telegram();
  await fault({ endpoint: "sendMessage", drop: true, after: true });
  const run = await told(await daemonAt(url));
  expect(run.error).toMatchObject({ reason: "interrupted" });
  expect((await chats())[GROUP]).toHaveLength(1);
});

it("sends nothing of a text that is too long, counted as it is shown", async () => {
  const { url, chats } = await telegram();
  const daemon = await daemonAt(url);
  const run = await told(daemon, { text: "🛵".repeat(4_097) });
  expect(run.steps[0]?.error?.message).toBe(
    "the text has 4097 characters, and Telegram takes 4096; shorten it with truncate, or send it in several messages",
  );
  expect(await chats()).toEqual({});
  expect((await told(daemon, { text: "🛵".repeat(4_096) })).status).toBe("succeeded");
});

it("says that base_url leads to something else", async () => {
  const upstream = await startUpstream();
  const run = await told(await daemonAt(upstream.url));
  expect(run.steps[0]?.error?.message).toContain("correct base_url: of connection");
});

const CONFIG = 'connections: { staff: { type: telegram, bot_token: "1:abcdefgh" } }\n';
const step = (input: object) =>
  `connection: staff\nsteps: [{ uses: telegram.send_message, with: ${JSON.stringify(input)} }]\n`;

async function found(flow: string, config = CONFIG): Promise<string[]> {
  const problems = await problemsIn(
    projectFolder({ "ahaflow.yaml": config, "flows/a.yaml": flow }),
  );
  return problems.map(({ rule, message, hint = "" }) => `${rule}: ${message}; ${hint}`);
}

it("has its mistakes told by validate", async () => {
  expect(await found(step({ chat: GROUP, text: "Chào" }))).toEqual([]);
  expect(await found(step({ chat: -100, text: "Chào", thread: 3 }))).toEqual([]);
  expect(await found(step({ text: "Chào" }))).toEqual([
    'missing-chat: nothing says to which chat the message goes; write chat: below with:, or in connection "staff"',
  ]);
  expect(await found(step({ chat: "tiemaodai", text: "Chào" }))).toEqual([
    expect.stringContaining("wrong-value: chat"),
  ]);
  expect(await found(step({ chat: GROUP, text: '{"text": "Chào"}' }))).toEqual([
    expect.stringContaining("json-as-text"),
  ]);
  const long = `${"<b>x</b>".repeat(1_000)}&lt;{{escape_html trigger.body.a}}`;
  expect(await found(step({ chat: GROUP, format: "html", text: long }))).toEqual([]);
  expect(await found(step({ chat: GROUP, text: long }))).toEqual([
    expect.stringContaining("wrong-value: the text has 8004 characters, and Telegram takes 4096"),
  ]);
  expect(await found(step({ chat: GROUP, text: "a" }), CONFIG.replace("1:", ""))).toEqual([
    expect.stringContaining("connections.staff.bot_token"),
  ]);
});
