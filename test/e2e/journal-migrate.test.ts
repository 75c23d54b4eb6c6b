import { expect, it } from "vitest";
import { blocksOf } from "../docs/pages.ts";
import { PostgresServer } from "../support/postgres.ts";
import { ahaflow } from "../support/program.ts";
import { callStep, Project } from "../support/project.ts";
import { startUpstream } from "../support/upstream.ts";

const server = PostgresServer.forTests();

const migrate = (AHAFLOW_DATABASE_URL: string) =>
  ahaflow(["journal", "migrate"], { AHAFLOW_DATABASE_URL });

it("makes the tables for daemons that may not", async () => {
  const url = await server.database();
  const database = new URL(url).pathname.slice(1);
  for (let time = 1; time <= 2; time++)
    expect(await migrate(url)).toMatchObject({
      code: 0,
      err: "",
      out: expect.stringMatching(`^the journal in ${database} on .* tables of this version`),
    });
  // The rights that docs/cluster.md names.
  const [, rights] = blocksOf("docs/cluster.md").filter(({ language }) => language === "sql");
  await server.ask(url, "CREATE ROLE worker LOGIN PASSWORD 'CANARYpass'");
  await server.ask(url, rights?.text ?? "");
  const poor = Object.assign(new URL(url), { username: "worker", password: "CANARYpass" }).href;
  const upstream = await startUpstream();
  const project = new Project().flow("one", { steps: [callStep(upstream.url, "a")] });
  const daemon = await project.start({ AHAFLOW_DATABASE_URL: poor });
  const id = await daemon.accept("/one", {});
  expect((await daemon.finished(id)).status).toBe("succeeded");
  await server.ask(url, "UPDATE ahaflow.journal_version SET version = version - 1");
  const refused = await migrate(poor);
  expect(refused.code).toBe(1);
  expect(refused.err).toContain("may not make or write the schema");
  expect(refused.err).not.toContain("CANARYpass");
});

it("says what is missing, or wrong", async () => {
  const { code, err } = await ahaflow(["journal", "migrate"]);
  expect([code, err]).toEqual([2, expect.stringContaining("is not set")]);
});
