import { expect, it } from "vitest";
import { openPage, settled } from "../support/browser.ts";
import { Project } from "../support/project.ts";

const NAME = "<img src=x onerror=\"document.title='taken'\">{{constructor}}</script>";

it("a customer's name that is markup stays text, wherever it stands", async () => {
  const project = new Project().flow("greet", {
    webhook: {
      schema: { type: "object", properties: { age: { type: "number" }, name: {}, phone: {} } },
    },
    steps: [{ id: "said", set: { text: "Chào {{trigger.body.name}}" } }],
  });
  const daemon = await project.open();
  const id = await daemon.accept("/greet", { name: NAME, phone: "0908071111" });
  expect((await daemon.post("/greet", { name: NAME, age: "x", phone: "0908071111" })).status).toBe(
    422,
  );
  await daemon.finished(id);
  const page = await openPage(`${daemon.adminUrl}/runs`);
  for (const path of [
    "/runs",
    `/runs/${id}`,
    `/runs/${id}?replay=whole`,
    "/deliveries?unmasked=true",
    `/customer?q=${encodeURIComponent(NAME)}`,
    "/customer?q=0908071111",
    `/runs?q=${encodeURIComponent(NAME)}`,
    `/flows/${encodeURIComponent(NAME)}`,
  ]) {
    await page.goto(daemon.adminUrl + path);
    await settled(page);
    for (const details of await page.locator("details > summary").all()) await details.click();
    expect([path, await page.locator('img[src="x"]').count()]).toEqual([path, 0]);
    expect(await page.title()).not.toBe("taken");
  }
  await page.goto(`${daemon.adminUrl}/runs/${id}`);
  await page.getByText("onerror=").first().waitFor();
});
