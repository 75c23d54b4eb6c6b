import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openPage, overflow, violations } from "../support/browser.ts";
import { git } from "../support/git.ts";
import { PostgresServer } from "../support/postgres.ts";
import { Project } from "../support/project.ts";

const server = PostgresServer.forTests();

/** A checkout of its own, with another commit than any other. */
function checkout(message: string): Project {
  const project = new Project().flow("thanks", { steps: [{ set: { a: 1 } }] });
  git(project.folder, "init", "-q");
  git(project.folder, "add", "flows", "ahaflow.yaml");
  git(project.folder, "commit", "-qm", message);
  return project;
}

it("shows several daemons on one database, where their commits differ, and which is gone", async () => {
  const AHAFLOW_DATABASE_URL = await server.database();
  const [here, there] = [checkout("first"), checkout("second")];
  const otherOne = { AHAFLOW_DATABASE_URL, AHAFLOW_NODE: "kho-hàng-".repeat(12) };
  const [daemon, other] = await Promise.all([
    here.start({ AHAFLOW_DATABASE_URL, AHAFLOW_NODE: "quầy-1" }),
    there.start(otherOne),
  ]);
  const page = await openPage(`${daemon.adminUrl}/`);
  const nodes = page.getByRole("region", { name: "Daemons on this database" });
  const rows = nodes.getByRole("listitem");
  await rows.filter({ hasText: "on another commit" }).waitFor();
  const [otherRow = "", ownRow = ""] = await rows.allTextContents();
  expect(ownRow).toMatch(/quầy-1 shows this page/);
  expect(ownRow).toContain(git(here.folder, "rev-parse", "HEAD").slice(0, 8));
  expect(ownRow).toMatch(/works on 0 runs since/);
  expect(ownRow).not.toContain("another commit");
  expect(otherRow).toContain(git(there.folder, "rev-parse", "HEAD").slice(0, 8));

  writeFileSync(join(there.flows, "thanks.yaml"), "name: thanks\n");
  await rows.getByText("its last change has mistakes").click();
  await rows.getByRole("article").filter({ hasText: '"steps" is missing' }).waitFor();
  await page.getByText(/^On the daemon kho-hàng.* has 2 mistakes: its flows of before/).waitFor();
  await page.goto(`${daemon.adminUrl}/reloads`);
  await page.getByRole("button", { name: "Read the folder now" }).click();
  const refused = page.getByRole("status").getByRole("article");
  await refused
    .filter({ hasText: /Refused on kho-hàng-.*"steps" is missing/s })
    .first()
    .waitFor();
  expect(await page.getByRole("alert").count()).toBe(0);
  expect([...(await violations(page)), await overflow(page)]).toEqual([0]);
  await page.goto(`${daemon.adminUrl}/`);
  expect((await other.post("/nowhere", {})).status).toBe(404);
  const deliveries = await openPage(`${daemon.adminUrl}/deliveries`, {
    viewport: { width: 360, height: 740 },
  });
  await deliveries.getByText(/^on kho-hàng-/).waitFor();
  expect(await overflow(deliveries)).toBe(0);
  await other.crash();
  await deliveries.reload();
  await deliveries.getByText(/^What came to kho-hàng-.* may be missing/).waitFor();
  expect([...(await violations(deliveries)), await overflow(deliveries)]).toEqual([0]);
  await rows.filter({ hasText: "is gone; the others go on with its runs" }).waitFor();
  expect(await rows.count()).toBe(2);

  const phone = await openPage(`${daemon.adminUrl}/`, {
    locale: "vi-VN",
    colorScheme: "dark",
    viewport: { width: 360, height: 740 },
  });
  await phone.getByText("đã mất liên lạc").waitFor();
  expect(await overflow(phone)).toBe(0);
  expect([...(await violations(phone)), ...(await violations(page))]).toEqual([]);

  there.flow("thanks", { steps: [{ set: { a: 2 } }] });
  await there.start(otherOne);
  await rows.filter({ hasText: "on another commit" }).waitFor();
  expect(await rows.filter({ hasText: "is gone" }).count()).toBe(0);
});

it("shows no list of one daemon", async () => {
  const daemon = await new Project().flow("thanks", { steps: [{ set: { a: 1 } }] }).start();
  const page = await openPage(`${daemon.adminUrl}/reloads`);
  const asked = page.waitForResponse("**/api/v1/nodes");
  await page.goto(`${daemon.adminUrl}/`);
  await (await asked).finished();
  await page.getByText("Nothing needs a look").waitFor();
  expect(await page.getByText("Daemons on this database").count()).toBe(0);
});
