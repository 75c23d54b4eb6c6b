import { once } from "node:events";
import { createServer } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { Project } from "../support/project.ts";

const FIRST = { AHAFLOW_HOST: "127.0.0.1" };
const ALL = { AHAFLOW_HOST: "0.0.0.0" };

it.each([FIRST, ALL])(
  "says that both listeners have one port, and not that it is in use: %j",
  async (host) => {
    const { port, close } = await listen();
    await close();
    const env = { ...host, AHAFLOW_PORT: `${port}`, AHAFLOW_ADMIN_PORT: `${port}` };
    const daemon = project().launch(env);
    expect(await daemon.ended).toBe(1);
    expect(daemon.errors).toBe(
      `error: the webhook listener can't listen on ${host.AHAFLOW_HOST}:${port}: that is the port of the admin listener\n` +
        "  set AHAFLOW_PORT or AHAFLOW_ADMIN_PORT to another port\n",
    );
  },
);

it("says of a port of another program that it is in use", async () => {
  const { port } = await listen();
  const daemon = project().launch({ AHAFLOW_PORT: `${port}` });
  expect(await daemon.ended).toBe(1);
  expect(daemon.errors).toContain(`127.0.0.1:${port}: the port is in use`);
});

const project = () => new Project().flow("one", { steps: [{ set: { a: 1 } }] });

/** Another program that has a port. */
async function listen() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = async () => {
    if (server.listening) await once(server.close(), "close");
  };
  onTestFinished(close);
  const { port } = server.address() as { port: number };
  return { port, close };
}
