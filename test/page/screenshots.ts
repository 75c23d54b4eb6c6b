/** Writes docs/images/ and docs/vi/images/: the page over a busy shop of the examples. */
import { mkdirSync } from "node:fs";
import { dirname } from "node:path";
import { expect, it } from "vitest";
import { openPage, type PageOptions, settled } from "../support/browser.ts";
import { ExampleShop } from "../support/example-shop.ts";

const NAMES = ["An", "Bình", "Chi", "Dung", "Giang", "Hạnh", "Khoa", "Linh", "Minh", "Ngọc"];

/** Orders, leads and galleries; one message that came too late, and one body that does not fit. */
async function busyShop(): Promise<ExampleShop> {
  const shop = await ExampleShop.open();
  for (const [place, name] of NAMES.entries()) {
    if (place === 6)
      await shop.breakDown({ endpoint: "send_text", status: 400, body: OUTSIDE_WINDOW, times: 1 });
    const order = { id: `DH${1024 + place}`, total: 450_000 + 125_000 * place };
    await shop.deliver("order", { order });
    if (place % 3 === 1) await shop.deliver("gallery");
    if (place % 4 === 1) await shop.deliver("lead", { first_name: name });
    await shop.quiet();
  }
  await shop.deliver("appointment");
  expect(await shop.deliver("order", { order: "DH2000" })).toBe(422);
  await shop.quiet();
  return shop;
}

const OUTSIDE_WINDOW = {
  error: {
    code: 10,
    error_subcode: 2018278,
    message: "This message is sent outside of allowed window.",
  },
};

it("pictures", async () => {
  const shop = await busyShop();
  const [failed] = await shop.daemon.runs("status=failed&flow=order-thanks");
  expect(failed?.error?.reason).toBe("outside_window");
  const run = `/runs/${failed?.id ?? ""}`;
  const english = { locale: "en-US", viewport: { width: 1200, height: 760 } };
  const vietnamese = { ...english, locale: "vi-VN" };
  const phone = { locale: "vi-VN", viewport: { width: 360, height: 640 } };
  const pictures: [file: string, path: string, look: PageOptions][] = [
    ["docs/images/page-overview.png", "/", english],
    ["docs/images/page-run.png", run, english],
    ["docs/images/page-dark.png", run, { ...english, colorScheme: "dark" }],
    ["docs/images/page-phone.png", "/runs", phone],
    ["docs/vi/images/page-overview.png", "/", vietnamese],
    ["docs/vi/images/page-run.png", run, vietnamese],
  ];
  for (const [file, path, look] of pictures) {
    mkdirSync(dirname(file), { recursive: true });
    const page = await openPage(shop.daemon.adminUrl + path, look);
    await settled(page);
    const live = page.getByText(/^(Live|Trực tiếp)$/);
    await live.first().waitFor();
    await page.waitForLoadState("networkidle");
    await page.screenshot({ path: file });
  }
});
