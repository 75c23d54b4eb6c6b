import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { openPage } from "../support/browser.ts";
import { Project } from "../support/project.ts";

it("speaks the browser's language, and the one that was chosen from then on", async () => {
  const project = new Project().flow("one", { steps: [{ set: { a: 1 } }] });
  const daemon = await project.open();
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

it("an error is Vietnamese on the Vietnamese page, with the API's own words below", async () => {
  const daemon = await new Project().flow("thanks", { steps: [{ set: { a: 1 } }] }).open();
  const id = await daemon.accept("/thanks", { id: "khach-77", phone: "0908071111" });
  await daemon.finished(id);
  const page = await openPage(`${daemon.adminUrl}/runs/${id}`, { locale: "vi-VN" });
  for (const name of ["Sao chép Payload: dữ liệu khởi đầu", "Sao chép Kết quả của flow"])
    await page.getByRole("button", { name, exact: true }).first().waitFor();
  await page.goto(`${daemon.adminUrl}/runs/${id}?replay=none`);
  const alert = page.getByRole("alert");
  expect(await alert.innerText()).toMatch(
    /^Flow bây giờ không có bước này ở cấp ngoài cùng.*\s+.*has no such step at its top/,
  );
});

it("says in Vietnamese why a webhook was refused, and the answer's own words where it is opened", async () => {
  const project = new Project().flow("orders", {
    webhook: { schema: { type: "object", required: ["total"] } },
    steps: [{ set: { a: 1 } }],
  });
  const daemon = await project.open();
  expect((await daemon.post("/orders", { phone: "0908071111" })).status).toBe(422);
  for (const path of ["/deliveries", "/customer?q=0908071111"]) {
    const page = await openPage(daemon.adminUrl + path, { locale: "vi-VN" });
    await page.getByText("Nội dung không khớp schema của flow.").click();
    await page.getByText(/^the body does not fit/).waitFor();
  }
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
