import { expect, it } from "vitest";
import { openPage, settled } from "../support/browser.ts";
import { ExampleShop } from "../support/example-shop.ts";

it("nothing moves, and what changes has changed at once, where less motion is asked for", async () => {
  const shop = await ExampleShop.open();
  const page = await openPage(`${shop.daemon.adminUrl}/reloads`);
  await settled(page);
  const look = `(() => {
    const button = document.querySelector("main button");
    const before = getComputedStyle(button).opacity;
    button.disabled = true;
    return [before, getComputedStyle(button).opacity, document.getAnimations().length];
  })()`;
  expect(await page.evaluate(look)).toEqual(["1", "0.55", 0]);
});
