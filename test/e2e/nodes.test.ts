import { expect, it } from "vitest";
import { PostgresServer } from "../support/postgres.ts";
import { Project, shopAt } from "../support/project.ts";
import { startUpstream } from "../support/upstream.ts";

const server = PostgresServer.forTests();

it("shares the work of one journal, and goes on with what a killed node had", async () => {
  const platform = await startUpstream();
  const env = { AHAFLOW_DATABASE_URL: await server.database() };
  const project = new Project(shopAt(platform.url)).flow("cart", {
    connection: "shop",
    concurrency: { key: "{{trigger.body.user_id}}" },
    steps: [
      { id: "later", wait: { for: "1s" } },
      {
        id: "remind",
        uses: "ahachat.send_text",
        with: { user_id: "{{trigger.body.user_id}}", text: "{{trigger.body.id}}" },
      },
    ],
  });
  const nodes = await Promise.all([project.start(env), project.start(env)]);
  const [first, second] = nodes;
  const ids: string[] = [];
  for (let n = 0; n < 10; n++)
    for (const node of nodes)
      ids.push(await node.accept("/cart", { id: `DH${n}`, user_id: `654321098765432${n % 5}` }));
  first.child.kill("SIGKILL");
  await first.ended;
  for (const id of ids)
    expect(await second.finished(id)).toMatchObject({ status: "succeeded", error: null });
  expect(platform.arrivals).toHaveLength(20);
  await second.stop();
});
