import { expect, it } from "vitest";
import { openPage, overflow, settled, violations } from "../support/browser.ts";
import { ExampleShop } from "../support/example-shop.ts";

/** A failed run, a good one, one that rests, a refused delivery, and a name that is markup. */
async function busyShop(): Promise<ExampleShop> {
  const shop = await ExampleShop.open();
  await shop.breakDown({ endpoint: "send_text", status: 400, body: { error: { code: 10 } } });
  await shop.deliver("order");
  await shop.quiet();
  await shop.deliver("lead", { first_name: '<img src=x onerror="alert(1)">' });
  await shop.deliver("gallery");
  expect(await shop.deliver("order", { order: "none" })).toBe(422);
  await shop.quiet();
  return shop;
}

/** Every address of the page, by what its heading says. */
async function addresses({ daemon }: ExampleShop): Promise<string[]> {
  const [run] = await daemon.runs("flow=order-thanks");
  const id = run?.id ?? "";
  return [
    "/",
    "/runs",
    "/runs?q=no-such-thing",
    `/runs/${id}`,
    `/runs/${id}?replay=whole`,
    `/runs/${id}/compare`,
    "/runs/none",
    "/failures",
    "/flows",
    "/flows/order-items",
    "/flows/none",
    "/deliveries",
    "/connections",
    "/customer",
    "/customer?q=0908071111",
    "/reloads",
  ];
}

it("a list of runs on a phone has who each is about, whole", async () => {
  const shop = await ExampleShop.open();
  for (const name of ["gallery", "appointment", "order"]) await shop.deliver(name);
  await shop.quiet();
  for (const viewport of [
    { width: 360, height: 740 },
    { width: 1280, height: 800 },
  ]) {
    const page = await openPage(`${shop.daemon.adminUrl}/runs`, { locale: "vi-VN", viewport });
    await page.getByText("appointment-reminder").last().waitFor();
    const cut = await page.$$eval(".customer", (all) =>
      all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent),
    );
    expect(cut).toEqual([]);
  }
});

it("every page can be read and reached by everybody, in both themes, from 360 px on", async () => {
  const shop = await busyShop();
  const paths = await addresses(shop);
  const wrong: string[] = [];
  const looks = [
    { colorScheme: "light", locale: "vi-VN", viewport: { width: 360, height: 740 } },
    { colorScheme: "dark", locale: "en-US", viewport: { width: 1280, height: 800 } },
  ] as const;
  await Promise.all(
    looks.map(async (look) => {
      const page = await openPage(`${shop.daemon.adminUrl}/login`, look);
      for (const path of paths) {
        await page.goto(shop.daemon.adminUrl + path);
        await settled(page);
        const where = `${path} ${look.colorScheme}`;
        for (const line of await violations(page)) wrong.push(`${where}: ${line}`);
        if ((await overflow(page)) > 0) wrong.push(`${where}: wider than the window`);
      }
    }),
  );
  expect(wrong).toEqual([]);
});
