import { expect, it } from "vitest";
import { openPage } from "../support/browser.ts";
import { Project } from "../support/project.ts";

it("says before that a name erases nothing, and which ids and phones the found people have", async () => {
  const daemon = await new Project().flow("thanks", { steps: [{ set: { a: 1 } }] }).open();
  await daemon.finished(await daemon.accept("/thanks", { name: "Ánh", phone: "0908 071 111" }));
  const page = await openPage(`${daemon.adminUrl}/customer?q=anh`);
  await page.getByText("not by a name").waitFor();
  const button = page.getByRole("button", { name: "Erase what is kept" });
  expect(await button.count()).toBe(0);
  await page.getByRole("link", { name: "0908 071 111", exact: true }).click();
  await button.click();
  await page.getByRole("dialog").getByText("1 run, 0 refused requests").waitFor();
});

it("erases what is kept of one person, shown first and typed again, and keeps on record that it did", async () => {
  const project = new Project().flow("thanks", {
    steps: [{ set: { text: "Chào {{trigger.body.name}}" } }],
  });
  const daemon = await project.open();
  const id = await daemon.accept("/thanks", { name: "Ánh", phone: "0908 071 111" });
  const other = await daemon.accept("/thanks", { name: "Bình", phone: "0908072222" });
  await daemon.allFinished(2);
  const page = await openPage(`${daemon.adminUrl}/customer?q=%2B84908071111`);
  await page.getByRole("link", { name: /thanks/ }).waitFor();
  await page.getByRole("button", { name: "Erase what is kept" }).click();
  const dialog = page.getByRole("dialog");
  await dialog.getByText("1 run, 0 refused requests and 1 recent delivery lose").waitFor();
  const deed = dialog.getByRole("button", { name: "Erase for ever" });
  expect(await deed.isDisabled()).toBe(true);
  await dialog.getByLabel("Type it again to confirm").fill("+84908071112");
  expect(await deed.isDisabled()).toBe(true);
  await dialog.getByLabel("Type it again to confirm").fill("+84908071111");
  await deed.click();
  await page.getByText("No run has this in what came or was sent.").waitFor();
  const { payload, status } = await daemon.run(id);
  expect([JSON.stringify(payload).includes("Ánh"), status]).toEqual([false, "succeeded"]);
  expect(JSON.stringify(await daemon.run(other))).toContain("Bình");
  await page.goto(`${daemon.adminUrl}/customer`);
  await page.getByText("1 run, 0 refused requests").waitFor();
  expect(await page.locator("main").innerText()).not.toContain("0908");
});
