import { expect, it, vi } from "vitest";
import { PostgresServer } from "../support/postgres.ts";
import { Process } from "../support/process.ts";
import { Project, shopAt } from "../support/project.ts";
import { json, OK, startUpstream } from "../support/upstream.ts";

const server = PostgresServer.forTests();
const CART = { id: "DH1024", user_id: "6543210987654321" };

/** A shop whose flow waits for a moment, and calls. */
function shop(base_url: string, time: string): Project {
  return new Project(shopAt(base_url)).flow("cart", {
    connection: "shop",
    webhook: { dedupe: { key: "{{body.id}}", ttl: "7d" } },
    steps: [
      { id: "later", wait: { for: time } },
      {
        id: "remind",
        uses: "ahachat.send_text",
        with: { user_id: "{{trigger.body.user_id}}", text: "Giỏ hàng của bạn vẫn còn ạ." },
      },
    ],
  });
}

it("runs a daemon that goes on where a killed one was, and shows the password nowhere", async () => {
  const platform = await startUpstream();
  const url = await server.database();
  const env = { AHAFLOW_DATABASE_URL: url };
  const project = shop(platform.url, "2s");
  const first = await project.start(env);
  const id = await first.accept("/cart", CART);
  expect(await first.post("/cart", CART)).toMatchObject({ body: { run_id: id, duplicate: true } });
  first.child.kill("SIGKILL");
  await first.ended;
  const second = await vi.waitFor(() => project.start(env), 20_000);
  expect((await second.finished(id)).status).toBe("succeeded");
  expect(platform.arrivals).toHaveLength(1);
  const found = await second.admin("/api/v1/runs?q=dh1024");
  expect(found.body).toMatchObject({ runs: [{ id }] });

  const backup = new Process(["backup", "copy.db", "--admin", second.adminUrl], {});
  expect(await backup.ended).toBe(1);
  expect(backup.errors).toContain("make its backup with pg_dump");
  await second.stop();
  for (const { lines, errors } of [first, second])
    expect([...lines, errors].join("\n")).not.toContain(new URL(url).password);
});

it("is not ready while its database is away, and goes on by itself", async () => {
  const platform = await startUpstream();
  const project = shop(platform.url, "1s");
  const daemon = await project.start({ AHAFLOW_DATABASE_URL: await server.database() });
  const id = await daemon.accept("/cart", CART);
  await server.stop();
  await vi.waitFor(async () => expect((await daemon.admin("/readyz")).status).toBe(503), 20_000);
  expect((await daemon.admin("/healthz")).status).toBe(200);
  const refused = await daemon.post("/cart", { ...CART, id: "DH1025" });
  expect(refused.status).toBe(503);
  expect(refused.headers.get("Retry-After")).not.toBeNull();
  expect((await daemon.admin("/api/v1/runs")).status).toBe(503);
  await server.start();
  await vi.waitFor(async () => expect((await daemon.admin("/readyz")).status).toBe(200), 20_000);
  expect((await daemon.finished(id)).status).toBe("succeeded");
  const again = await daemon.accept("/cart", { ...CART, id: "DH1025" });
  expect((await daemon.finished(again)).status).toBe("succeeded");
  expect(platform.arrivals).toHaveLength(2);
  await daemon.stop();
});

it("refuses what is no database's address, and does not show it", async () => {
  for (const url of [
    "mysql://me:CANARYpass@host/db",
    "not a URL CANARYpass",
    "postgres//x",
    "postgres://me:CANARYpass@host/%zz",
  ]) {
    const start = new Process(["start"], new Project().environment({ AHAFLOW_DATABASE_URL: url }));
    expect(await start.ended).toBe(2);
    expect(start.errors).toContain("AHAFLOW_DATABASE_URL is no address of a PostgreSQL database");
    expect(start.errors).not.toContain("CANARYpass");
  }
});

it("has a daemon that starts while a platform asked for a pause wait as well, and keeps no token", async () => {
  const platform = await startUpstream();
  platform.answer = json(429, { success: false }, { "retry-after": "4" });
  const url = await server.database();
  const project = shop(platform.url, "0s");
  const first = await project.start({ AHAFLOW_DATABASE_URL: url });
  const id = await first.accept("/cart", CART);
  const isPaused = "SELECT id FROM ahaflow.quotas WHERE paused_until > 0";
  await vi.waitFor(async () => expect(await server.ask(url, isPaused)).toHaveLength(1), 20_000);
  platform.answer = OK;
  first.child.kill("SIGKILL");
  await first.ended;
  const second = await vi.waitFor(() => project.start({ AHAFLOW_DATABASE_URL: url }), 20_000);
  const next = await second.accept("/cart", { ...CART, id: "DH1026" });
  for (const run of [id, next]) expect((await second.finished(run)).status).toBe("succeeded");
  const [refused, ...others] = platform.arrivals.map(({ at }) => at);
  expect(others).toHaveLength(2);
  for (const at of others) expect(at - Number(refused)).toBeGreaterThanOrEqual(4_000);
  const kept = await server.ask(url, "SELECT * FROM ahaflow.quotas");
  expect(kept).toMatchObject([{ id: expect.stringMatching(/^shop:[0-9a-f]{32}$/) }]);
  await second.stop();
});

it("makes its calls under a rate limit also where each commit takes longer than a place is usually kept", async () => {
  const platform = await startUpstream();
  const url = await server.database();
  const daemon = await shop(platform.url, "0s").start({ AHAFLOW_DATABASE_URL: url });
  await server.ask(
    url,
    `CREATE FUNCTION public.slow() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN PERFORM pg_sleep(0.8); RETURN NULL; END $$;
    CREATE CONSTRAINT TRIGGER slow AFTER INSERT OR UPDATE ON ahaflow.steps
      DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION public.slow()`,
  );
  const id = await daemon.accept("/cart", CART);
  expect((await daemon.finished(id)).status).toBe("succeeded");
  expect(platform.arrivals).toHaveLength(1);
});

it("tells in one line what a run waits for when its node was given up, without a stack", async () => {
  const platform = await startUpstream();
  const answers: (() => unknown)[] = [];
  platform.answer = (response, arrival) => answers.push(() => OK(response, arrival));
  const url = await server.database();
  const daemon = await shop(platform.url, "0s").start({ AHAFLOW_DATABASE_URL: url });
  const id = await daemon.accept("/cart", CART);
  await vi.waitFor(() => expect(platform.arrivals).toHaveLength(1), 20_000);
  platform.answer = OK;
  await server.ask(
    url,
    `UPDATE ahaflow.nodes SET dead = true;
    UPDATE ahaflow.runs SET node = NULL, due_at = 0 WHERE finished_at IS NULL`,
  );
  answers[0]?.();
  expect((await daemon.finished(id)).status).toBe("succeeded");
  const [line] = daemon.log("run interrupted, it goes on later");
  expect(line).toMatchObject({ level: "warn", run_id: id, code: "journal_write_failed" });
  expect(daemon.lines.join("\n")).not.toContain('"stack"');
});
