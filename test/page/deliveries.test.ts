import { expect, it } from "vitest";
import type { ConfigFile } from "#src/generated/config.js";
import { openPage } from "../support/browser.ts";
import { ExampleShop } from "../support/example-shop.ts";
import { Project, shopAt } from "../support/project.ts";
import { json, startUpstream } from "../support/upstream.ts";

it("shows what comes as it comes, why it was refused, and gives it as a sample to commit", async () => {
  const project = new Project().flow("orders", {
    webhook: {
      schema: {
        type: "object",
        required: ["total"],
        properties: { total: { type: "number" }, first_name: {}, phone: {} },
      },
    },
    steps: [{ set: { a: 1 } }],
  });
  const daemon = await project.open();
  const page = await openPage(`${daemon.adminUrl}/deliveries`);
  await page.getByText("No request has come since the daemon started.").waitFor();
  const body = { first_name: "Quỳnh", phone: "0908071111" };
  expect((await daemon.post("/orders", { ...body, total: "một" })).status).toBe(422);
  const rows = page.getByRole("listitem").filter({ has: page.locator("summary") });
  await rows.first().getByText("Refused").click();
  await page.getByText("/total", { exact: true }).waitFor();
  expect(await page.locator("main").innerText()).not.toContain("Quỳnh");
  await page.getByLabel("Show real names and numbers").check();
  await page.getByText("Quỳnh").first().waitFor();
  // Somebody is in the list: it does not jump.
  await rows.first().locator("summary").first().focus();
  const id = await daemon.accept("/orders", { ...body, total: 1 });
  await page.getByRole("button", { name: "1 new request: show" }).click();
  await rows.first().getByText("Accepted").click();
  await page.getByLabel("Show real names and numbers").uncheck();
  await page.getByText("Quỳnh").first().waitFor({ state: "detached" });
  await rows.first().getByRole("button", { name: "Keep as sample" }).click();
  const dialog = page.getByRole("dialog");
  const sample = dialog.getByRole("region");
  expect(await sample.getAttribute("aria-label")).toMatch(/\.json$/);
  const text = (await sample.textContent()) ?? "";
  expect(JSON.parse(text)).toMatchObject({ body: { total: 1 } });
  expect(text).not.toContain("Quỳnh");
  await page.keyboard.press("Escape");
  await rows.first().getByRole("link", { name: "To the run" }).click();
  await page.waitForURL(`**/runs/${id}`);
});

it("says of a callback that a run waited for it, and not that no flow listens there", async () => {
  const steps = [{ wait: { webhook: { path: "/answers/:key", key: "{{run.id}}" } } }];
  const daemon = await new Project().flow("asked", { steps }).open();
  const id = await daemon.accept("/asked", {});
  await daemon.runWhen(id, ({ status }) => status === "waiting");
  expect((await daemon.post(`/answers/${id}`, { ok: true })).status).toBe(202);
  await daemon.finished(id);
  const page = await openPage(`${daemon.adminUrl}/deliveries`);
  const row = page.getByRole("listitem").filter({ hasText: "/answers/" });
  await row.getByText("for one that waits").waitFor();
  await row.getByText("Accepted").click();
  await row.getByRole("link", { name: "To the run" }).click();
  await page.waitForURL(`**/runs/${id}`);
});

it("shows connections, and tests one with a call that changes nothing", async () => {
  const shop = await ExampleShop.open();
  const page = await openPage(`${shop.daemon.adminUrl}/connections`);
  const card = page.getByRole("article").filter({ hasText: "ahachat" }).first();
  await card.getByText("Works").waitFor();
  await card.getByRole("link", { name: "order-thanks" }).waitFor();
  await card.getByRole("button", { name: "Test it" }).click();
  await card.getByText("It answers, after").waitFor();
  expect(await shop.daemon.runs()).toEqual([]);
});

it("says at once that a connection is down, and until when its calls wait", async () => {
  const upstream = await startUpstream();
  upstream.answer = json(503, {});
  const { connections } = shopAt(upstream.url);
  const shop = { ...connections?.["shop"], circuit_breaker: { failures: 1, delay: "30s" } };
  const project = new Project({ connections: { shop } } as ConfigFile).flow("thanks", {
    connection: "shop",
    steps: [{ uses: "ahachat.send_text", with: { user_id: "6543210987654321", text: "Chào" } }],
  });
  const daemon = await project.open();
  const page = await openPage(`${daemon.adminUrl}/`);
  await page.getByText("Nothing needs a look").waitFor();
  await daemon.accept("/thanks", {});
  await page.getByText("The connection shop is down: its calls wait.").click();
  const card = page.getByRole("article").filter({ hasText: "shop" });
  await card.getByText("Down").waitFor();
  await card.getByText("Next try").waitFor();
  await page.goBack();
  await page.getByText("Waits the longest").waitFor();
  expect(upstream.arrivals).toHaveLength(1);
});
