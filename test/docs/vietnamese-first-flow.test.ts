/** docs/vi/first-flow.md followed to the letter: files saved, commands run, what is shown compared. */
import { expect, it } from "vitest";
import { type Block, blocksOf, linesOf } from "./pages.ts";
import { Reader } from "./reader.ts";

const blocks = blocksOf("docs/vi/first-flow.md");
const FLOW = "flows/order-thanks.yaml";
/** What `validate` says of the flow with one wrong line. */
const MISTAKE = /^flows\/order-thanks\.yaml:\d+:\d+ (error|warning): .* \[([a-z-]+)\]\n/;
const isMistake = ({ text }: Block) => MISTAKE.test(text);

/** What is not 0, or not 200 for a reload, where the page says so. */
const OTHERWISE: ReadonlyMap<string, number> = new Map([
  ["ahaflow start", 1],
  ["flows/alert-staff.yaml", 422],
]);

/** Lines without how long a thing took and when it was. */
const timeless = (lines: readonly string[]) =>
  linesOf(lines.join("\n")).map((line) => line.replace(/, at [\d:.]+$/, ""));

/** Does what a block says. @returns what went otherwise than the page says */
async function follow(reader: Reader, { language, file, text }: Block): Promise<unknown[]> {
  if (file !== undefined) {
    const wanted = OTHERWISE.get(file) ?? 200;
    const status = (await reader.save(file, text)) ?? wanted;
    return status === wanted ? [] : [[file, status]];
  }
  if (language === "text") {
    const shown = timeless(reader.shown);
    return timeless(text.trimEnd().split("\n")).filter((line) => !shown.includes(line));
  }
  reader.shown = [];
  const wrong: unknown[] = [];
  for (const line of text.trimEnd().split("\n")) {
    const before = reader.shown.length;
    const code = await reader.type(line);
    const said = reader.shown.slice(before);
    // No run of the page has ended well with failed steps.
    const empty = said.includes("no runs") && !line.includes("--with-failures");
    if (code !== (OTHERWISE.get(line) ?? 0) || empty) wrong.push([line, code, said]);
  }
  return wrong;
}

it("does what it says, from `init` to the alert", async () => {
  const reader = new Reader();
  const wrong: unknown[] = [];
  for (const block of blocks.filter((one) => !isMistake(one)))
    wrong.push(...(await follow(reader, block)));
  expect(wrong).toEqual([]);
  expect(reader.answered).toEqual([202, 200, 202, 201, 202, 422]);
}, 120_000);

it("shows mistakes as `validate` says them", async () => {
  const mistakes = blocks.filter(isMistake);
  expect(mistakes.length).toBeGreaterThan(9);
  const reader = new Reader();
  await reader.type("ahaflow init ~/my-bot");
  const files = blocks.filter(({ file }) => /^flows\/(order-thanks|samples)/.test(file ?? ""));
  for (const { file = "", text } of files) await reader.save(file, text);
  const right = files.find(({ file }) => file === FLOW)?.text.split("\n") ?? [];
  for (const { text } of mistakes) {
    const [, severity] = MISTAKE.exec(text) ?? [];
    const [, number, line = ""] = /^> +(\d+) \| (.*)$/m.exec(text) ?? [];
    await reader.save(FLOW, right.with(Number(number) - 1, line).join("\n"));
    reader.shown = [];
    const code = await reader.type("ahaflow validate");
    // The page leaves out the lines around the wrong one.
    const said = reader.shown.filter((shown) => !/^ +\d+ \||^$/.test(shown));
    expect(said).toEqual([...text.trimEnd().split("\n"), `1 ${severity} in 2 flows`]);
    expect(code).toBe(severity === "error" ? 1 : 0);
  }
});
