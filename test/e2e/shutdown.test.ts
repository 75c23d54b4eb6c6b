import { existsSync } from "node:fs";
import { Agent, request } from "node:http";
import { createServer } from "node:net";
import { join } from "node:path";
import { json as readJson } from "node:stream/consumers";
import { expect, it, onTestFinished, vi } from "vitest";
import { listen } from "../platforms/recording-server.ts";
import { callStep, Project } from "../support/project.ts";
import { type Answer, callsOf, OK, startUpstream } from "../support/upstream.ts";

it("lets the call that is out end, begins nothing new, and goes on at the next start", async () => {
  const upstream = await startUpstream();
  let release: (() => void) | undefined;
  const held: Answer = (response, arrival) => {
    release = () => OK(response, arrival);
  };
  upstream.answer = held;
  const project = new Project({ limits: { concurrency: 1 } });
  project.flow("two", { steps: [callStep(upstream.url, "a"), callStep(upstream.url, "b")] });
  const before = await project.start();
  const first = await before.accept("/two", {});
  await upstream.arrived(1);
  const second = await before.accept("/two", {});
  const stopped = before.stop();
  await vi.waitFor(() => expect(before.log("stopping")).toHaveLength(1), { timeout: 60_000 });
  upstream.answer = OK;
  release?.();
  expect(await stopped).toBe(0);
  expect(before.log("stopped")).toHaveLength(1);
  expect(before.errors).toBe("");
  expect(callsOf(upstream)).toEqual([`${first} a`]);

  const daemon = await project.start();
  await daemon.allFinished(2);
  const calls = [`${first} a`, `${first} b`, `${second} a`, `${second} b`];
  expect(callsOf(upstream).toSorted()).toEqual(calls.toSorted());
  const { steps } = await daemon.run(first);
  expect(steps.map(({ attempts }) => attempts.length)).toEqual([1, 1]);
  expect(steps[0]?.attempts[0]).not.toHaveProperty("error");
});

it("stops in front of clients that never stop sending, and keeps what it answered 202", async () => {
  const upstream = await startUpstream();
  const project = new Project();
  project.flow("one", { steps: [callStep(upstream.url, "a")] });
  const before = await project.start();
  const accepted: string[] = [];
  let isRefused = false;
  const client = async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    while (!isRefused) {
      const id = await postOver(agent, `${before.webhookUrl}/one`).catch(() => undefined);
      if (id === undefined) isRefused = true;
      else accepted.push(id);
    }
    agent.destroy();
  };
  const clients = Promise.all([client(), client(), client(), client()]);
  await vi.waitFor(() => expect(accepted.length).toBeGreaterThan(20), { timeout: 60_000 });
  expect(await before.stop()).toBe(0);
  await clients;

  const daemon = await project.start();
  for (const id of accepted) expect((await daemon.finished(id)).status).toBe("succeeded");
});

it("refuses a data folder that another daemon uses, and a port that is taken", async () => {
  const project = new Project().flow("one", { steps: [callStep("http://a.example", "a")] });
  const first = await project.start();
  const second = project.launch();
  expect(await second.ended).toBe(1);
  expect(second.errors).toContain(project.data);
  expect(second.errors).toContain("AHAFLOW_DATA");
  expect(second.log("ready")).toEqual([]);
  expect((await first.post("/one", {})).status).toBe(202);

  const taken = createServer();
  onTestFinished(() => void taken.close());
  const { port } = new URL(await listen(taken));
  for (const variable of ["AHAFLOW_PORT", "AHAFLOW_ADMIN_PORT"]) {
    const third = project.launch({ AHAFLOW_DATA: `${project.data}-3`, [variable]: port });
    expect(await third.ended).toBe(1);
    expect(third.errors).toContain(`127.0.0.1:${port}`);
    expect(third.errors).toContain(variable);
    expect(third.errors).not.toMatch(/\n {4}at /);
  }
});

it.each([
  ["AHAFLOW_HOST", "[::1]"],
  ["AHAFLOW_HOST", "203.0.113.7"],
  ["AHAFLOW_ADMIN_HOST", "no-such-host.invalid"],
])("says of %s=%s that the address is wrong, and not the port", async (variable, host) => {
  const project = new Project().flow("one", { steps: [{ set: { a: 1 } }] });
  const daemon = project.launch({ [variable]: host, AHAFLOW_ADMIN_TOKEN: "t0ken" });
  expect(await daemon.ended).toBe(1);
  expect(daemon.errors).toContain("this machine has no such address");
  expect(daemon.errors).toContain(`set ${variable} to`);
  expect(daemon.errors).not.toContain("another port");
});

it("ends at once where no folder for the journal can be made, and says why", async () => {
  const project = new Project().flow("one", { steps: [{ set: { a: 1 } }] });
  const file = join(project.folder, "ahaflow.yaml");
  const wrong: [data: string, why: string][] = [
    [file, "is a file, or in one"],
    [join(file, "data"), "is a file, or in one"],
    // Linux has a folder that takes no other, and says of it that it is not there.
    ...(existsSync("/proc/self") ? [["/proc/ahaflow/data", "ENOENT"] as [string, string]] : []),
  ];
  for (const [data, why] of wrong) {
    const daemon = project.launch({ AHAFLOW_DATA: data });
    expect(await daemon.ended).toBe(1);
    expect(daemon.errors).toContain(why);
  }
});

/** Posts over the agent's one connection. @returns the id of the run that was accepted */
async function postOver(agent: Agent, url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: "POST", agent }, (response) => {
      const read = readJson(response) as Promise<{ run_id: string }>;
      read.then(({ run_id }) => resolve(run_id), reject);
    });
    outgoing.on("error", reject).end();
  });
}
