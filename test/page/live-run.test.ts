import type { Route } from "playwright-core";
import { expect, it } from "vitest";
import { openPage } from "../support/browser.ts";
import { callStep, Project, shopAt } from "../support/project.ts";
import { OK, startUpstream } from "../support/upstream.ts";

it("a run is seen live, from its delivery to the message that the customer got", async () => {
  const upstream = await startUpstream();
  const held: (() => void)[] = [];
  upstream.answer = (response, arrival) => void held.push(() => OK(response, arrival));
  const project = new Project(shopAt("http://127.0.0.1:9")).flow("thanks", {
    connection: "shop",
    steps: [
      callStep(`${upstream.url}/crm`, "crm"),
      {
        id: "message",
        uses: "ahachat.send_text",
        with: { user_id: "{{trigger.body.user}}", text: "Cảm ơn {{trigger.body.name}}!" },
      },
    ],
  });
  const daemon = await project.open({}, true);
  const page = await openPage(`${daemon.adminUrl}/runs`);
  await page.getByText("No runs yet.").waitFor();
  const id = await daemon.accept("/thanks", { user: "6543210987654321", name: "An" });
  const row = page.getByRole("listitem").filter({ hasText: "thanks" });
  await row.getByText("Running").waitFor();
  await row.getByRole("link").click();
  await page.waitForURL(`**/runs/${id}`);
  const step = (path: string, status: string) =>
    page.locator(`[data-path=${path}][data-status=${status}]`);
  await step("crm", "running").waitFor();
  for (const answer of held) answer();
  await step("message", "succeeded").waitFor();
  await step("message", "succeeded").click();
  const seen = page.getByText("Cảm ơn An!").first();
  await seen.waitFor();
  await page.goBack();
  await row.getByText("Succeeded").waitFor();
  expect(upstream.arrivals).toHaveLength(1);
});

it("each step of a run is seen when it begins and ends, while the run stays as it is", async () => {
  const upstream = await startUpstream();
  const held: (() => void)[] = [];
  upstream.answer = (response, arrival) => void held.push(() => OK(response, arrival));
  const steps = ["a", "b", "c"].map((id) => callStep(upstream.url, id));
  const daemon = await new Project().flow("three", { steps }).open();
  const id = await daemon.accept("/three", {});
  const page = await openPage(`${daemon.adminUrl}/runs/${id}`);
  for (const [at, path] of ["a", "b", "c"].entries()) {
    await page.locator(`[data-path=${path}][data-status=running]`).waitFor();
    await upstream.arrived(at + 1);
    held[at]?.();
    await page.locator(`[data-path=${path}][data-status=succeeded]`).waitFor();
  }
  await page.locator("main").getByText("Succeeded").first().waitFor();
  expect(held).toHaveLength(3);
});

it("a new run is in the list by what the feed tells, before the list is read again", async () => {
  const daemon = await new Project().flow("thanks", { steps: [{ set: { a: 1 } }] }).open();
  const first = await daemon.accept("/thanks", { name: "An" });
  await daemon.finished(first);
  const page = await openPage(`${daemon.adminUrl}/runs`);
  const rows = page.getByRole("listitem").filter({ hasText: "thanks" });
  await rows.filter({ hasText: "An" }).waitFor();
  // The feed is there: what comes first by it is read.
  await daemon.finished(await daemon.accept("/thanks", { name: "Bình" }));
  await rows.filter({ hasText: "Bình" }).waitFor();
  const held: Route[] = [];
  await page.route("**/api/v1/runs?*", (route) => void held.push(route));
  const id = await daemon.accept("/thanks", { name: "Chi" });
  const row = rows.filter({ has: page.locator(`a[href="/runs/${id}"]`) });
  await row.getByText("Succeeded").waitFor();
  expect(await row.getByText("Chi").count()).toBe(0);
  await page.route("**/api/v1/runs?*", (route) => route.continue());
  for (const route of held) await route.continue();
  await row.getByText("Chi").waitFor();
  expect(await rows.count()).toBe(3);
});
