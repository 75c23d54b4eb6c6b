import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openPage } from "../support/browser.ts";
import { Project } from "../support/project.ts";

function listeningOn(path: string): string {
  return `name: other
on: { webhook: { path: ${path} } }
steps:
  - set: { a: "{{trigger.body.name}}" }
`;
}

it("shows a broken change at once with its place, and that it was mended", async () => {
  const project = new Project().flow("thanks", { steps: [{ set: { a: 1 } }] });
  const daemon = await project.open();
  const page = await openPage(`${daemon.adminUrl}/`);
  await page.getByText("Nothing needs a look").waitFor();
  const file = join(project.flows, "other.yaml");
  writeFileSync(file, listeningOn("no-slash"));
  await page.getByText("The last change of the folder has a mistake").waitFor();
  await page.getByRole("link", { name: "See what is wrong" }).click();
  const refused = page.getByRole("article").filter({ hasText: "Refused" }).first();
  await refused.getByText("other.yaml").first().waitFor();
  await refused.getByText("line 2, column 24").waitFor();
  expect(await refused.getByRole("region").textContent()).toContain("> 2 | on: { webhook");
  expect(await daemon.accept("/thanks", {})).toBeTruthy();
  writeFileSync(file, listeningOn("/other"));
  const mended = page.getByRole("article").filter({ hasText: "Live" }).first();
  await mended.getByRole("link", { name: "other" }).click();
  await page.getByRole("heading", { name: "other" }).waitFor();
  await page.getByRole("button", { name: "Start by hand" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("textbox").fill('{"name": "<b>An</b>"}');
  await dialog.getByRole("button", { name: "Start by hand" }).click();
  await page.waitForURL("**/runs/*");
  const [run] = await daemon.runs("flow=other");
  expect(page.url()).toContain(run?.id);
  expect(run).toMatchObject({ status: "succeeded" });
});
