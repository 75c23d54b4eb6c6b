import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openPage } from "../support/browser.ts";
import { Project } from "../support/project.ts";

it("leads from no flow to the first run, without a click and without a reload", async () => {
  const project = new Project();
  const daemon = await project.open();
  const page = await openPage(`${daemon.adminUrl}/`);
  await page.getByRole("heading", { name: "Your first flow, in three steps" }).waitFor();
  const flow = await page.getByRole("region", { name: "flows/hello.yaml" }).textContent();
  expect(await page.getByRole("region", { name: "curl" }).textContent()).toContain("/hello");
  // What the page says is what a first-time user does.
  writeFileSync(join(project.flows, "hello.yaml"), flow ?? "");
  await page.getByText("Nothing needs a look").waitFor();
  const id = await daemon.accept("/hello", { name: "An" });
  const accepted = page.getByRole("link", { name: /^1\s*Accepted/ }).first();
  await accepted.click();
  await page.getByRole("link", { name: /^hello/ }).click();
  await page.waitForURL(`**/runs/${id}`);
  await page.getByRole("heading", { name: "A run of hello" }).waitFor();
});
