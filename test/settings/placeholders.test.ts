import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ProblemsError } from "#src/errors.js";
import { loadSettings } from "#src/settings/load-settings.js";
import { ahaflow, folderOf, processOf } from "../cli/command-line.ts";
import { Project, shopAt } from "../support/project.ts";
import { reloadNow } from "../support/reloads.ts";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { startUpstream } from "../support/upstream.ts";

/** What is wrong with a bot of this token, as the daemon reads it. */
function problemsOf(bot_token: string, env: Record<string, string> = {}, bot_id = "12404829") {
  const folder = temporaryFolder();
  const config = join(folder, "ahaflow.yaml");
  writeFileSync(join(folder, "token"), "changeme\n");
  const shop = { type: "ahachat", bot_id, bot_token };
  writeFileSync(config, JSON.stringify({ connections: { shop } }));
  try {
    loadSettings({ config }, env);
    return [];
  } catch (error) {
    if (error instanceof ProblemsError)
      return error.problems.map(({ rule, message }) => `${rule}: ${message}`);
    throw error;
  }
}

describe("a placeholder", () => {
  it.each(
    [
      "changeme, Change-Me, CHANGE_THIS, replace-me, placeholder, TODO, xxxxxxxx, YOUR_BOT_TOKEN",
      "your-token, put your token here, <bot token>, token-cua-ban, $BOT_TOKEN, ***, …, null",
      "undefined, for-the-simulator-only, token_for_the_simulator, insert-token-here, 000",
    ].flatMap((line) => line.split(", ")),
  )("is no token: %j", (token) => {
    expect(problemsOf(token)).toEqual(["placeholder-value: this is a placeholder"]);
    expect(problemsOf("${env:T}", { T: token })).toEqual([
      "placeholder-value: the environment variable T is a placeholder",
    ]);
  });

  it.each([" ", "\t"])("is not a blank text, which is none either: %j", (token) => {
    expect(problemsOf("${env:T}", { T: token })).toEqual([
      "placeholder-value: the environment variable T is empty",
    ]);
  });

  it("is none of a secret's texts either: an empty one would let everybody in", async () => {
    const project = new Project({ secrets: { key: "" } });
    project.flow("hello", {
      webhook: { auth: [{ bearer: { token: "{{secrets.key}}" } }] },
      steps: [{ set: { a: 1 } }],
    });
    await expect(project.start()).rejects.toThrow("this is empty [placeholder-value]");
  });

  it.each(
    [
      "12404829, test-token, secret, token, EAAG0here7, nowhere, yourself, toyour1, xx",
      "demo-token-0123456789abcdef, a<b>c, s3cr3t$x, thereplaceme1",
    ].flatMap((line) => line.split(", ")),
  )("is none: %j", (token) => {
    expect(problemsOf(token)).toEqual([]);
  });

  it("is told with where it comes from, all of them at once", () => {
    expect(problemsOf("${env:T:-changeme}")).toEqual([
      "placeholder-value: T is not set, and its default is a placeholder",
    ]);
    expect(problemsOf("${file:token}")).toEqual([
      "placeholder-value: the text in token is a placeholder",
    ]);
    expect(problemsOf("${env:T}", {}, "10000000")).toEqual([
      "missing-environment: the environment variable T is not set",
      "placeholder-value: this is a placeholder",
    ]);
    expect(problemsOf("${env:T:-changeme}", { T: "a-real-one" })).toEqual([]);
  });
});

const FLOW = `name: hello
connection: shop
on: { webhook: { path: /hello, sample: s.json } }
steps: [{ id: a, uses: ahachat.send_text, with: { user_id: "6543210987654321", text: Chào } }]
`;

/** A project whose bot comes from the environment. */
function project(base_url: string) {
  const shop = {
    type: "ahachat",
    bot_id: "${env:BOT_ID}",
    bot_token: "${env:BOT_TOKEN}",
    base_url,
  };
  const folder = folderOf({
    "ahaflow.yaml": JSON.stringify({ connections: { shop } }),
    "flows/hello.yaml": FLOW,
    "flows/s.json": JSON.stringify({
      method: "POST",
      path: "/hello",
      headers: {},
      query: {},
      body: {},
    }),
  });
  const env = {
    AHAFLOW_CONFIG: join(folder, "ahaflow.yaml"),
    AHAFLOW_FLOWS: join(folder, "flows"),
    AHAFLOW_DATA: join(folder, "data"),
  };
  return { folder, env };
}

describe("nothing is called with a placeholder", () => {
  it("by start and run, which name every variable", async () => {
    const platform = await startUpstream();
    const { env } = project(platform.url);
    const copied = { ...env, BOT_ID: "10000000", BOT_TOKEN: "YOUR_BOT_TOKEN" };
    for (const [call, ...args] of [
      [processOf, "start"],
      [ahaflow, "run", "hello"],
      [ahaflow, "run", "hello", "--step", "a"],
    ] as const) {
      const { code, err } = await call(args, copied);
      expect(code).toBe(1);
      expect(err).toContain("the environment variable BOT_ID is a placeholder");
      expect(err).toContain("the environment variable BOT_TOKEN is a placeholder");
      expect(err).toContain("set BOT_TOKEN to the real one; it stands in the settings of your bot");
      const unset = await call(args, env);
      expect([unset.code, unset.err]).toEqual([1, expect.stringContaining("BOT_TOKEN is not set")]);
      expect(unset.err).not.toContain("default");
    }
    expect(platform.arrivals).toEqual([]);
  });

  it("by a reload, which changes nothing then", async () => {
    const platform = await startUpstream();
    const shop = new Project(shopAt(platform.url));
    const daemon = await shop.open();
    const { connections } = shopAt(platform.url);
    shop.configure({ connections: { ...connections, other: bot("changeme") } });
    const { status, body } = await reloadNow(daemon);
    expect(status).toBe(422);
    expect(body).toMatchObject({ problems: [{ rule: "placeholder-value", severity: "error" }] });
  });

  it("and the simulator needs neither id nor token", async () => {
    const { env, folder } = project("http://127.0.0.1:1");
    expect((await ahaflow(["run", "hello", "--simulate"], env)).code).toBe(0);
    expect((await ahaflow(["run", "hello", "--dry-run"], env)).code).toBe(0);
    const files = { ...env, BOT_TOKEN: "changeme" };
    expect((await ahaflow(["run", "hello", "--simulate"], files)).code).toBe(0);
    expect(folder).not.toBe("");
  });
});

describe("validate", () => {
  it("finds what can be seen, and nothing where nothing is set", async () => {
    const { env } = project("http://127.0.0.1:1");
    expect(await ahaflow(["validate", "--strict"], env)).toMatchObject({ code: 0 });
    const set = await ahaflow(["validate"], { ...env, BOT_TOKEN: "changeme" });
    expect(set).toMatchObject({
      code: 1,
      out: expect.stringContaining("BOT_TOKEN is a placeholder"),
    });
    expect(set.out).not.toContain("changeme");
  });

  it("finds it in .env, and in the file itself", async () => {
    const { env, folder } = project("http://127.0.0.1:1");
    writeFileSync(join(folder, ".env"), "BOT_ID=00000000\nBOT_TOKEN=\n");
    const { code, out } = await ahaflow(["validate"], env);
    expect([code, out]).toEqual([1, expect.stringContaining("BOT_ID is a placeholder")]);
    expect(out).toContain("1 error");
    const literal = { connections: { shop: bot("<token>") }, secrets: { crm: "" } };
    writeFileSync(join(folder, "ahaflow.yaml"), JSON.stringify(literal, undefined, 1));
    const found = await ahaflow(["validate"], env);
    expect(found.out.match(/this is (a placeholder|empty)/g)).toEqual([
      "this is a placeholder",
      "this is empty",
    ]);
  });
});

function bot(bot_token: string) {
  return { type: "ahachat", bot_id: "12404829", bot_token } as const;
}
