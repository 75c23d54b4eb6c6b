import type { Page } from "playwright-core";
import { expect, it } from "vitest";
import { openPage } from "../support/browser.ts";
import { Project } from "../support/project.ts";

/** What has the focus: its text, or what it is called. */
function focused(page: Page): Promise<string> {
  return page.evaluate<string>(
    "(document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '').trim()",
  );
}

/** What has the focus has to be seen. */
async function expectOutline(page: Page): Promise<void> {
  const styles = await page.evaluate<string[]>(
    "[undefined, '::after'].map((part) => getComputedStyle(document.activeElement, part).outlineStyle)",
  );
  expect(styles.filter((style) => style !== "none")).not.toEqual([]);
}

/** Goes on by Tab until something has the focus. */
async function tabTo(page: Page, wanted: RegExp): Promise<void> {
  const passed: string[] = [];
  for (let n = 0; n < 80; n++) {
    await page.keyboard.press("Tab");
    const now = await focused(page);
    if (wanted.test(now)) return expectOutline(page);
    passed.push(now);
  }
  throw new Error(`no Tab leads to ${String(wanted)}: ${passed.join(" | ")}`);
}

it("everything goes by keyboard: from the list to a run, to its step, and into the dialog and out", async () => {
  const project = new Project().flow("thanks", {
    steps: [
      { id: "first", set: { a: "{{trigger.body.a}}" } },
      { id: "last", set: { b: 2 } },
    ],
  });
  const daemon = await project.open();
  const ids = [await daemon.accept("/thanks", { a: 1 }), await daemon.accept("/thanks", { a: 2 })];
  await daemon.allFinished(2);
  const page = await openPage(`${daemon.adminUrl}/`);
  await page.getByRole("heading", { name: "Overview" }).waitFor();
  await page.keyboard.press("Tab");
  expect(await focused(page)).toBe("Skip to the content");
  await tabTo(page, /^Runs$/);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { name: "Runs" }).waitFor();
  await tabTo(page, /^thanks/);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.waitForURL(`**/runs/${ids[0]}`);
  await tabTo(page, /^(Succeeded)?\s*last/);
  await page.keyboard.press("Enter");
  await page.locator("[aria-pressed=true][data-path=last]").waitFor();
  await page.keyboard.press("Shift+Tab");
  await page.getByRole("button", { name: "Replay…" }).focus();
  await page.keyboard.press("Enter");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.press("Escape");
  await page.getByRole("dialog").waitFor({ state: "detached" });
});
