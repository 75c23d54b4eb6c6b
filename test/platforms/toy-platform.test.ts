/** What a new platform needs: its folder, `toy/`, and the line in the registry that is added here. */
import { join } from "node:path";
import { expect, it, onTestFinished, vi } from "vitest";
import { startApp } from "#src/app.js";
import { runProgram } from "#src/cli/program.js";
import { secretsOf } from "#src/installation/installation.js";
import { loadSettings } from "#src/settings/load-settings.js";
import { type Files, problemsIn, projectFolder } from "../flows/check-project.ts";
import { prepared, said } from "./toy/pond.ts";
import { registered } from "./toy/splash.ts";

vi.mock("#src/platforms/registry.js", async (original) => {
  const { platforms } = await original<typeof import("#src/platforms/registry.js")>();
  const { toy } = await import("./toy/toy.ts");
  return { platforms: [...platforms, toy] };
});

const CONFIG = `connections:
  pond: { type: toy, key: "\${env:KEY:-duck-house-key}" }
  shop: { type: ahachat, bot_id: "12404829", bot_token: "\${env:TOKEN:-none-is-needed}" }
`;

/** What is wrong with a project, in short. */
async function found(files: Files): Promise<string[]> {
  const problems = await problemsIn(projectFolder({ "ahaflow.yaml": CONFIG, ...files }));
  return problems.map(({ rule, message, hint = "" }) => `${rule}: ${message}; ${hint}`);
}

const config = (pond: string) => ({ "ahaflow.yaml": `connections: { pond: ${pond} }\n` });

const say = (input: string, more = "") =>
  `connection: pond\nsteps: [{ id: say, uses: toy.say, with: ${input}${more} }]\n`;

it("is asked what is wrong with a flow", async () => {
  expect(await found({ "flows/a.yaml": say('{ duck: Donald, text: "Quack" }') })).toEqual([]);
  const wrong = {
    "flows/a.yaml": say("{ duck: Donald, txt: quack }"),
    "flows/b.yaml": say("{ duck: Donald, text: moo }"),
    "flows/c.yaml": say("{ duck: Donald, text: quack }", ", connection: shop"),
    "flows/d.yaml": `steps: [{ respond: { body: { quacks: [moo] } } }]\n`,
    "flows/e.yaml": `connection: pond\nsteps:\n  - { id: say, uses: toy.say, with: { duck: Donald, text: quack } }\n  - { wait: { for: 2h } }\n  - { uses: toy.say, with: { duck: "{{steps.say.output.heared}}", text: quack } }\n`,
  };
  expect(await found(wrong)).toEqual([
    'unknown-key: unknown key "txt"; did you mean "text"?',
    "wrong-phone: ducks don't moo; write quack",
    'unknown-connection: the connection "shop" is of type ahachat, and toy.say needs one of type toy; write "connection: NAME" in the step; of this type there are: pond',
    'wrong-value: quacks[0] has to be "quack"; ',
    expect.stringMatching(/^outside-window: the waits .* take 2 hours: ducks listen .*ducks\.md$/),
    'unknown-field: steps.say.output has no "heared"; it has: heard; did you mean "heard"?',
  ]);
});

it("is asked what is wrong with a connection", async () => {
  const mute = config("{ type: toy, key: long-enough, mute: true }");
  expect(await found({ ...mute, "flows/a.yaml": say("{ duck: D, text: a }") })).toEqual([
    "unknown-connection: no duck of this pond can do toy.say; take mute away",
  ]);
  expect(await found(config("{ type: toy, key: short, depth: 3 }"))).toEqual(
    expect.arrayContaining([
      expect.stringContaining('unknown key "depth" in connections.pond'),
      expect.stringContaining("connections.pond.key"),
    ]),
  );
  expect(await found(config("{ type: toi, key: long-enough }"))).toEqual([
    'wrong-value: connections.pond.type is that of no platform; did you mean "toy"?',
  ]);
  expect(await found(config('{ type: toy, key: "${env:NOT_SET}" }'))).toEqual([
    expect.stringContaining("it hangs beside the pond"),
  ]);
  expect(await found(config("{ type: toy, key: changeme }"))).toEqual([
    expect.stringContaining("placeholder-value: this is a placeholder"),
  ]);
});

const webhook = (more: string, field: string) =>
  `on: { webhook: { path: /pond, from: toy.splash, ${more} } }\nsteps: [{ uses: toy.say, with: { duck: "{{trigger.body.${field}}}", text: a } }]\n`;

const AUTH = 'auth: [{ header: { name: X-Key, value: "{{secrets.key}}" } }]';
const files = (more: string, field: string) => ({
  "ahaflow.yaml": `${CONFIG}secrets: { key: "\${env:SPLASH:-a-long-enough-key}" }\n`,
  "flows/a.yaml": `connection: pond\n${webhook(more, field)}`,
});

it("is asked what it sends", async () => {
  expect(await found(files(`${AUTH}, register: { depth: 3 }`, "duck"))).toEqual([]);
  expect(await found(files("register: { deep: 3 }", "goose"))).toEqual([
    expect.stringMatching(/^no-sender-secret: The pond signs nothing.* in the query or header;/),
    'missing-field: "depth" is missing; ',
    expect.stringMatching(/^unknown-key: unknown key "deep"/),
    expect.stringMatching(/^unknown-field: trigger.body has no "goose"/),
  ]);
});

it("is told what to call", async () => {
  const query = 'auth: [{ query: { name: key, value: "{{secrets.key}}" } }]';
  const { "ahaflow.yaml": config, ...flows } = files(`${query}, register: { depth: 3 }`, "duck");
  const server = "server: { public_url: https://ducks.example }\n";
  const folder = projectFolder({ "ahaflow.yaml": `${config}${server}`, ...flows });
  const out: string[] = [];
  const places = ["--config", join(folder, "ahaflow.yaml"), "--flows", join(folder, "flows")];
  const code = await runProgram(["register", ...places], {
    env: {},
    out: (line) => void out.push(line),
    err: (line) => void out.push(line),
    ending: new AbortController().signal,
    onHangup: () => undefined,
    unread: new AbortController().signal,
  });
  expect([code, out]).toEqual([0, ["a: registered splashes → https://ducks.example/pond (pond)"]]);
  const url = "https://ducks.example/pond?key=a-long-enough-key";
  expect(registered).toEqual([{ kind: "toy.splash", flow: "a", url, register: { depth: 3 } }]);
});

it("runs in the daemon against its simulator, beside the others", async () => {
  const folder = projectFolder({
    "ahaflow.yaml": 'connections: { pond: { type: toy, key: "${env:NOT_SET}" } }\n',
    "flows/hello.yaml": `connection: pond
steps:
  - { id: say, uses: toy.say, with: { duck: "{{trigger.body.duck}}", text: "Quack!" } }
  - { uses: toy.say, with: { duck: Daisy, text: "Heard {{steps.say.output.heard}}" } }
`,
  });
  const env = {
    AHAFLOW_DATA: join(folder, "data"),
    AHAFLOW_HOST: "127.0.0.1",
    AHAFLOW_PORT: "0",
    AHAFLOW_ADMIN_PORT: "0",
    AHAFLOW_LOG_LEVEL: "silent",
  };
  const flags = { config: join(folder, "ahaflow.yaml"), flows: join(folder, "flows") };
  const readSettings = () => loadSettings(flags, env, false);
  expect(secretsOf(readSettings())).toEqual(["stand-in-key-0"]);
  const app = await startApp({ readSettings, configFile: flags.config, simulate: true });
  onTestFinished(() => app.stop());
  const { names, webhookUrl: url } = prepared.at(-1) ?? {};
  expect([names, url]).toEqual([["pond"], expect.stringMatching(/^http:/)]);

  const answer = await fetch(`${url}/hello`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"duck":"Donald"}',
  });
  expect(answer.status).toBe(202);
  const key = "stand-in-key-0";
  await vi.waitFor(
    () =>
      expect(said).toEqual([
        { key, body: { duck: "Donald", text: "Quack!" } },
        { key, body: { duck: "Daisy", text: "Heard 1" } },
      ]),
    10_000,
  );

  const duck = await fetch(`${url}/ahaflow/ducks/Donald`);
  expect([duck.status, await duck.json()]).toEqual([200, { duck: "Donald" }]);
  const none = await fetch(`${url}/ahaflow/ducks/none`);
  expect([none.status, await none.json()]).toMatchObject([
    404,
    { error: { code: "no_such_duck" } },
  ]);
  expect((await fetch(`${url}/ahaflow/ducks/Donald`, { method: "DELETE" })).status).toBe(405);
});
