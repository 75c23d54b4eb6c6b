/** Mail to the staff, through a daemon to real SMTP servers. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { startSmtp } from "#src/platforms/smtp/start-simulator.js";
import { problemsIn, projectFolder } from "../../flows/check-project.ts";
import { CANARIES } from "../../support/canaries.ts";
import type { AnyDaemon, ShownRun } from "../../support/daemon.ts";
import { Project } from "../../support/project.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";
import { dialogue, mailServer, type Taken } from "./servers.ts";

const FROM = "Tiệm Áo Dài <shop@example.com>";

function project(port: number, more: object = {}, config: object = {}): Project {
  const mail = { type: "smtp", host: "127.0.0.1", port, security: "none", from: FROM, ...more };
  return new Project({ connections: { mail: { ...mail } }, ...config });
}

const step = (input: object, more: object = {}) => ({
  id: "tell",
  uses: "smtp.send_mail",
  with: { to: "kho@example.com", subject: "Đơn mới", text: "Chào", ...input },
  retry: { attempts: 2, delay: "10ms", jitter: false },
  on_doubt: "fail" as const,
  ...more,
});

async function told(made: Project, input: object = {}, body: object = {}): Promise<ShownRun> {
  const daemon = await made.flow("notice", { connection: "mail", steps: [step(input)] }).open();
  return finished(daemon, body);
}

async function finished(daemon: AnyDaemon, body: object = {}): Promise<ShownRun> {
  return daemon.finished(await daemon.accept("/notice", body));
}

const reasons = ({ steps }: ShownRun) => steps[0]?.attempts.map(({ error }) => error?.reason);

it("sends a mail with both texts, files, and one Message-ID for all its tries", async () => {
  let refusals = 1;
  const { port, mails } = await mailServer({
    onMailFrom: (_address, _session, done) =>
      done(refusals-- > 0 ? Object.assign(new Error("greylisted"), { responseCode: 451 }) : null),
  });
  const run = await told(
    project(port, { user: "shop", password: CANARIES.botToken }),
    {
      to: ["kho@example.com", "An Nguyễn <an@example.com>"],
      cc: "ke-toan@example.com",
      bcc: "chu@example.com",
      reply_to: "{{trigger.body.email}}",
      html: "<p>Chào {{escape_html trigger.body.name}}</p>",
      attachments: [
        { filename: "đơn.csv", text: "ma,tong\n" },
        { filename: "a.bin", type: "application/x-thing", base64: "AAEC" },
      ],
    },
    { name: "<An>", email: "an@khach.example" },
  );
  expect([run.status, reasons(run)]).toEqual(["succeeded", ["rate_limited", undefined]]);
  const everybody = ["kho@example.com", "an@example.com", "ke-toan@example.com", "chu@example.com"];
  expect(mails).toMatchObject([{ from: "shop@example.com", to: everybody }]);
  const { source } = mails[0] as Taken;
  const { output } = run.steps[0] as unknown as { output: { message_id: string } };
  expect(output).toEqual({ message_id: expect.any(String), accepted: 4, refused: 0 });
  expect(source).toContain(`Message-ID: ${output.message_id}`);
  expect(output.message_id).toMatch(/^<[\da-f]{32}@example\.com>$/);
  expect(source).toContain("Reply-To: an@khach.example");
  expect(source).toContain("Subject: =?UTF-8?");
  expect(source).toContain("&lt;An&gt;");
  expect(source).toContain("filename*0*=utf-8''%C4%91%C6%A1n.csv");
  expect(source).toContain("AAEC");
  expect(source).not.toContain("chu@example.com");
});

it("counts the addresses that a server refuses, and names none of them", async () => {
  const { port, mails } = await mailServer({
    onRcptTo: ({ address }, _session, done) =>
      done(
        address.startsWith("la") ? Object.assign(new Error(address), { responseCode: 550 }) : null,
      ),
  });
  const made = project(port).flow("notice", {
    connection: "mail",
    steps: [step({ to: ["kho@example.com", "{{trigger.body.email}}"] })],
  });
  const daemon = await made.open();
  const run = await finished(daemon, { email: "la-1@example.com" });
  expect(run.steps[0]).toMatchObject({ output: { accepted: 1, refused: 1 } });
  expect(mails.map(({ to }) => to)).toEqual([["kho@example.com"]]);
  expect(daemon.lines.join("\n")).not.toContain("la-1@example.com");
});

it.each([
  ["550 to RCPT", { RCPT: "550 kho@example.com unknown" }, ["user_unavailable"]],
  ["550 to the mail", { ".": "550 spam of kho@example.com" }, ["invalid_request"]],
  ["552 to MAIL", { MAIL: "552 too large" }, ["invalid_request"]],
  ["451 to the mail", { ".": "451 later" }, ["rate_limited", "rate_limited"]],
  ["421 to MAIL", { MAIL: "421 closing" }, ["unavailable", "unavailable"]],
  ["a connection that ends before the mail", { DATA: undefined }, ["unavailable", "unavailable"]],
  ["a connection that ends behind the mail", { ".": undefined }, ["interrupted"]],
])("takes %s for %j: %j", async (_name, answers, expected) => {
  const { port } = await dialogue(answers);
  const run = await told(project(port));
  expect(reasons(run)).toEqual(expected);
  expect(JSON.stringify(run.steps[0]?.error)).not.toContain("kho@example.com");
});

it("takes a refused login for wrong credentials", async () => {
  const { port } = await mailServer();
  const run = await told(project(port, { user: "shop", password: `${CANARIES.botToken}x` }));
  expect(run.steps[0]?.error).toMatchObject({ reason: "bad_credentials" });
  expect(run.steps[0]?.error?.message).toContain('correct user and password of connection "mail"');
});

it("ends with its time, and says whether the mail was under way", async () => {
  const silent = createServer();
  await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => void silent.close());
  const address = silent.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const run = await told(project(port, { timeout: "300ms" }));
  expect(run.steps[0]?.error?.message).toBe("no connection within 300 ms; nothing was sent");
});

it("encrypts before it says anything, or sends nothing", async () => {
  const login = { user: "shop", password: CANARIES.botToken };
  // Its certificate is signed by nobody, unless the daemon is told to believe it.
  for (const security of ["tls", "starttls"] as const) {
    const { port, mails } = await mailServer({
      secure: security === "tls",
      hideSTARTTLS: false,
      allowInsecureAuth: false,
    });
    const more = { host: "localhost", security, ...login };
    const made = project(port, more, { outbound: { allow: ["localhost"] } });
    const refused = await told(made);
    expect(reasons(refused)).toEqual(["unavailable", "unavailable"]);
    expect(refused.steps[0]?.error?.message).toContain("that its certificate is good");
    expect(mails).toEqual([]);
  }
  const { port } = await dialogue({ STARTTLS: "502 what?", AUTH: "235 in" });
  const run = await told(project(port, { security: "starttls", ...login }));
  expect(run.steps[0]?.error).toMatchObject({ reason: "invalid_request", code: "smtp_502" });
});

it("sends over an encrypted connection to a server whose certificate it believes", async () => {
  const folder = temporaryFolder();
  const [key, certificate] = [join(folder, "key.pem"), join(folder, "certificate.pem")];
  const names = ["-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"];
  const files = ["-keyout", key, "-out", certificate];
  const kind = ["-x509", "-newkey", "rsa:2048", "-noenc", "-days", "2"];
  execFileSync("openssl", ["req", ...kind, ...files, ...names], { stdio: "ignore" });
  for (const security of ["tls", "starttls"] as const) {
    const { port, mails } = await mailServer({
      secure: security === "tls",
      hideSTARTTLS: false,
      allowInsecureAuth: false,
      key: readFileSync(key),
      cert: readFileSync(certificate),
    });
    const login = { user: "shop", password: CANARIES.botToken };
    const more = { host: "localhost", security, ...login };
    const made = project(port, more, { outbound: { allow: ["localhost"] } });
    const daemon = await made
      .flow("notice", { connection: "mail", steps: [step({})] })
      .start({ NODE_EXTRA_CA_CERTS: certificate });
    expect((await finished(daemon)).status).toBe("succeeded");
    expect(mails).toHaveLength(1);
  }
});

it("goes to no private address that outbound.allow does not name", async () => {
  const { port, mails } = await mailServer();
  const run = await told(project(port, {}, { outbound: { allow: [] } }));
  expect(run.steps[0]?.error).toMatchObject({ code: "address_not_allowed" });
  const named = await told(project(port, { host: "localhost" }, { outbound: { allow: [] } }));
  expect(named.steps[0]?.error).toMatchObject({ code: "address_not_allowed" });
  expect(mails).toEqual([]);
});

it.each([
  [
    "a second header in the subject",
    { subject: "{{trigger.body.bad}}" },
    "Chào\r\nBcc: x@y.example",
  ],
  ["a second address", { to: "{{trigger.body.bad}} <kho@example.com>" }, "x@y.example, An"],
  ["two addresses", { reply_to: "{{trigger.body.bad}}" }, "a@b.example, x@y.example"],
  ["two with a blank between", { to: "{{trigger.body.bad}}" }, "a@b.example x@y.example"],
  ["two lines", { to: ["kho@example.com", "{{trigger.body.bad}}"] }, "a@b.example\nx@y.example"],
  ["a group", { cc: "{{trigger.body.bad}}" }, "nhóm: x@y.example;"],
  ["a command in an address", { bcc: "{{trigger.body.bad}}" }, "<x@y.example>\r\nDATA"],
  ["a blank in an address", { bcc: "{{trigger.body.bad}}" }, '"x y"@y.example'],
  ["no address", { to: "{{trigger.body.bad}}" }, "kho"],
])("refuses %s", async (_name, input, bad) => {
  const { port, mails } = await mailServer();
  const run = await told(project(port), input, { bad });
  expect(run.steps[0]?.error).toMatchObject({ reason: "invalid_request" });
  expect(run.steps[0]?.error?.message).not.toContain("y.example");
  expect(mails).toEqual([]);
});

it("is simulated beside the daemon, with what the seed refuses", async () => {
  const simulator = await startSmtp({ seed: { refuse: { "la@example.com": 550 } } });
  onTestFinished(() => simulator.close());
  const { port } = new URL(simulator.baseUrl);
  const run = await told(project(Number(port)), { to: ["la@example.com", "kho@example.com"] });
  expect(run.steps[0]).toMatchObject({ output: { accepted: 1, refused: 1 } });
  const state = await (await fetch(`${simulator.url}/_simulator/state`)).json();
  expect(state).toMatchObject({ mails: [{ from: "shop@example.com", to: ["kho@example.com"] }] });
});

it("needs nothing of the connection with --simulate", async () => {
  const made = project(1, {
    host: "smtp.example.com",
    security: "tls",
    user: "a",
    password: "${env:NO}",
  });
  const daemon = await made
    .flow("notice", { connection: "mail", steps: [step({})] })
    .open({}, true);
  expect((await finished(daemon)).status).toBe("succeeded");
});

const found = async (input: string, connection = "host: smtp.example.com, from: a@b.example") => {
  const problems = await problemsIn(
    projectFolder({
      "ahaflow.yaml": `connections: { mail: { type: smtp, ${connection} } }\n`,
      "flows/a.yaml": `connection: mail\nsteps: [{ uses: smtp.send_mail, with: ${input} }]\n`,
    }),
  );
  return problems.map(({ rule, message }) => `${rule}: ${message}`);
};

it("has its mistakes told by validate", async () => {
  expect(await found("{ to: [a@b.example, An <c@d.example>], subject: a, text: b }")).toEqual([]);
  expect(await found("{ to: a@b.example, subject: a }")).toHaveLength(1);
  expect(await found("{ to: kho, subject: a, html: b }")).toEqual([
    expect.stringContaining("wrong-value: to"),
  ]);
  expect(
    await found("{ to: a@b.example, subject: a, text: b, attachments: [{ filename: a }] }"),
  ).toHaveLength(1);
  expect(
    await found(
      "{ to: a@b.example, subject: a, text: b }",
      "host: smtp.example.com, from: a@b, user: x",
    ),
  ).toEqual([expect.stringContaining("password")]);
});
