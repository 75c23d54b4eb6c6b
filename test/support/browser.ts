/** Pages of a real browser. Whatever goes wrong in a page fails its test. */
import axe from "axe-core";
import {
  type Browser,
  type BrowserContextOptions,
  chromium,
  type Page,
  type Response,
} from "playwright-core";
import { expect, onTestFinished } from "vitest";
import { expectNoCanary } from "./canaries.ts";
import { findBrowser } from "./chromium.ts";

/** The rules of WCAG 2.2, levels A and AA. */
const WCAG = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"];

/** Slow machines under load; nothing waits for as long when it is well. */
const WAIT_MS = 15_000;

/** Shared by the files of tests that run in this process, at whose end Playwright closes it. */
let browser: Promise<Browser> | undefined;

async function launch(): Promise<Browser> {
  const { executablePath, env } = await findBrowser();
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    // As root, and in a container, there is no sandbox; what is looked at is our own page.
    chromiumSandbox: false,
    args: ["--no-zygote", "--disable-gpu", "--font-render-hinting=none"],
  });
}

export interface PageOptions
  extends Pick<BrowserContextOptions, "locale" | "colorScheme" | "viewport" | "timezoneId"> {
  /** The mistakes in the console that the test expects. */
  readonly expected?: RegExp;
}

/** Opens an address in a browser of its own (cookies, storage), closed when the test ends. */
export async function openPage(url: string, options: PageOptions = {}): Promise<Page> {
  browser ??= launch();
  const { expected, ...others } = options;
  const context = await (await browser).newContext({
    locale: "en-US",
    viewport: { width: 1280, height: 800 },
    reducedMotion: "reduce",
    ...others,
  });
  const wrong: string[] = [];
  const looks: Promise<void>[] = [];
  onTestFinished(async () => {
    await Promise.all(looks);
    await context.close();
    expect(wrong).toEqual([]);
  });
  const page = await context.newPage();
  page.setDefaultTimeout(WAIT_MS);
  page.on("pageerror", (error) => wrong.push(String(error.stack)));
  page.on("console", (message) => {
    const text = message.text();
    // An answer that says no is not a mistake of the page.
    if (message.type() !== "error" || text.startsWith("Failed to load resource")) return;
    if (expected?.test(text) !== true) wrong.push(text);
  });
  page.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    if (protocol.startsWith("http") && origin !== new URL(url).origin) wrong.push(request.url());
  });
  page.on("response", (response) => {
    if (response.headers()["content-type"]?.startsWith("application/json") === true)
      looks.push(lookInto(response).catch((error: unknown) => void wrong.push(String(error))));
  });
  await page.goto(url);
  return page;
}

/** No answer that a page gets has a secret in it. */
async function lookInto(response: Response): Promise<void> {
  // The browser has no body any more of a page that was left.
  const text = await response.text().catch(() => "");
  expectNoCanary(response.url(), text);
}

interface Violation {
  readonly id: string;
  readonly nodes: readonly { readonly html: string; readonly failureSummary: string }[];
}

/** What stands on a page that somebody could not see, read or reach; one line each. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const options = JSON.stringify({ runOnly: WCAG, resultTypes: ["violations"] });
  const found = await page.evaluate<Violation[]>(
    `axe.run(document, ${options}).then(({ violations }) => violations)`,
  );
  return found.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}

/** How many pixels of the page stand out to the right of the window. */
export function overflow(page: Page): Promise<number> {
  return page.evaluate<number>(
    "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth",
  );
}

/** Resolves once a page has shown what it reads first. */
export async function settled(page: Page): Promise<void> {
  await page.getByRole("heading").first().waitFor();
  await page
    .getByText(/^(Loading…|Đang tải…)$/)
    .first()
    .waitFor({ state: "hidden" });
}
