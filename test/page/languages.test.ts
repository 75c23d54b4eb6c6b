import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { openPage } from "../support/browser.ts";
import { Project } from "../support/project.ts";

it("speaks the browser's language, and the one that was chosen from then on", async () => {
  const project = new Project().flow("one", { steps: [{ set: { a: 1 } }] });
  const daemon = await project.start();
  const page = await openPage(`${daemon.adminUrl}/`, { locale: "vi-VN" });
  await page.getByRole("heading", { name: "Tổng quan" }).waitFor();
  expect(await page.getAttribute("html", "lang")).toBe("vi");
  await page.getByRole("button", { name: "English" }).click();
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  expect(await page.getAttribute("html", "lang")).toBe("en");
  await page.reload();
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  await page.getByLabel("Theme").selectOption("Dark");
  await page.reload();
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  expect(await page.getAttribute("html", "data-theme")).toBe("dark");
});

it("has no way from a text of the API to markup", () => {
  const files = readdirSync("dashboard/src", { recursive: true, encoding: "utf8" });
  const sources = files.filter((name) => /\.(svelte|ts)$/.test(name));
  expect(sources.length).toBeGreaterThan(50);
  const wrong = sources.filter((name) =>
    /\{@html|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\sstyle="/.test(
      readFileSync(`dashboard/src/${name}`, "utf8"),
    ),
  );
  expect(wrong).toEqual([]);
});
