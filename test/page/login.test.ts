import { expect, it } from "vitest";
import { openPage, overflow, settled, violations } from "../support/browser.ts";
import { Project, shopAt } from "../support/project.ts";

const TOKEN = "admin-token-0123456789";

it("asks for the token once, remembers the browser, and logs out", async () => {
  const project = new Project().flow("one", { steps: [{ set: { a: 1 } }] });
  const daemon = await project.open({ AHAFLOW_ADMIN_TOKEN: TOKEN });
  daemon.adminHeaders = { authorization: `Bearer ${TOKEN}` };
  const page = await openPage(`${daemon.adminUrl}/runs`);
  const field = page.getByLabel("Admin token");
  await field.fill("wrong");
  await page.getByRole("button", { name: "Log in" }).click();
  await page.getByText("This token is not right.").waitFor();
  expect(await violations(page)).toEqual([]);
  expect(await overflow(page)).toBe(0);
  await field.fill(TOKEN);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Runs" }).waitFor();
  await page.reload();
  await page.getByRole("heading", { name: "Runs" }).waitFor();
  await page.getByRole("button", { name: "Log out" }).click();
  await field.waitFor();
  expect((await page.context().cookies()).map(({ name }) => name)).toEqual([]);
});

it("has no button that changes something where the admin side only shows", async () => {
  const project = new Project(shopAt("http://127.0.0.1:9")).flow("one", {
    steps: [{ set: { a: 1 } }],
  });
  const daemon = await project.open({ AHAFLOW_ADMIN_READ_ONLY: "true" });
  const id = await daemon.accept("/one", {});
  await daemon.finished(id);
  const page = await openPage(`${daemon.adminUrl}/`);
  await page.getByText("Read only").waitFor();
  const deeds = /replay|cancel|start by hand|read the folder|test it|erase|corrected input/i;
  for (const path of [
    "/runs",
    `/runs/${id}`,
    "/failures",
    "/flows/one",
    "/connections",
    "/customer?q=one",
    "/reloads",
  ]) {
    await page.goto(daemon.adminUrl + path);
    await settled(page);
    const found = page.getByRole("button", { name: deeds });
    expect([path, await found.allTextContents()]).toEqual([path, []]);
  }
});
