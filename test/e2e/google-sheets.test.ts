/** Rows come to a spreadsheet in order, once, whatever is killed meanwhile. */
import { expect, it } from "vitest";
import { sheetAt, spreadsheets } from "../platforms/google_sheets/spreadsheets.ts";

const APPEND = {
  id: "row",
  uses: "google_sheets.append_row",
  with: { sheet: "Đơn", row: { Mã: "{{trigger.body.code}}" } },
};

const CODES = Array.from({ length: 24 }, (_, at) => `DH${String(at).padStart(2, "0")}`);

it("adds the rows of many runs in the order in which they came", async () => {
  const { url, rows } = await spreadsheets({ Đơn: [["Mã", "ahaflow"]] });
  const project = sheetAt(url).flow("order", { connection: "sheet", steps: [APPEND] });
  const daemon = await project.open();
  for (const code of CODES) await daemon.accept("/order", { code });
  await daemon.allFinished(CODES.length);
  expect((await rows())?.slice(1).map(([code]) => code)).toEqual(CODES);
});

it("adds each row once and in order, with kill -9 behind every few of them", async () => {
  const server = await spreadsheets({ Đơn: [["Mã", "ahaflow"]] });
  const project = sheetAt(server.url).flow("order", {
    connection: "sheet",
    concurrency: { key: "orders" },
    steps: [APPEND],
  });
  let daemon = await project.start();
  for (const code of CODES) await daemon.accept("/order", { code });
  for (const written of [3, 8, 15]) {
    // Written over there, and the daemon never hears of it.
    await expect
      .poll(async () => (await server.rows())?.length ?? 0, { timeout: 20_000, interval: 5 })
      .toBeGreaterThan(written);
    await server.fault({ endpoint: "append", after: true, drop: true });
    await daemon.crash();
    daemon = await project.start();
  }
  const runs = await daemon.allFinished(CODES.length);
  expect(runs.map(({ status }) => status)).toEqual(CODES.map(() => "succeeded"));
  const found = (await server.rows())?.slice(1) ?? [];
  expect(found.map(([code]) => code)).toEqual(CODES);
  expect(new Set(found.map(([, key]) => key)).size).toBe(CODES.length);
});
