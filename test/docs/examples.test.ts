import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, test } from "vitest";
import { runProgram } from "#src/cli/program.js";
import { YamlDocument } from "#src/documents/yaml-document.js";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { type Block, blocksOf, inlineCode, linesOf, PAGES, read } from "./pages.ts";

const CONFIG = "ahaflow.yaml";
const isFlow = (block: Block) => hasKeys(block, ["name", "on", "steps"]);
const isConfig = (block: Block) => hasKeys(block, ["connections"]);

function hasKeys({ language, text }: Block, keys: readonly string[]): boolean {
  if (language !== "yaml") return false;
  const { value } = new YamlDocument("block", text);
  return typeof value === "object" && value !== null && keys.every((key) => key in value);
}

/**
 * A folder with the files that a page names, and with one of its blocks, if that has no name. The
 * configuration is the last one that the page shows before the block.
 */
function projectOf(page: string, block?: Block): string {
  const folder = temporaryFolder();
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  };
  mkdirSync(join(folder, "flows"));
  const blocks = blocksOf(page);
  const texts = block === undefined ? blocks.filter(isFlow) : [block];
  const at = blocks.findIndex(({ text }) => text === block?.text);
  const config = blocks.slice(0, Math.max(at, 0)).findLast(isConfig) ?? blocks.find(isConfig);
  write(CONFIG, config?.text ?? configFor(texts.map(({ text }) => text).join("\n")));
  for (const { file, text } of blocks) if (file !== undefined) write(file, text);
  if (block !== undefined && block.file === undefined)
    write(isConfig(block) ? CONFIG : "flows/example.yaml", block.text);
  return folder;
}

/** A configuration with everything that the text of a flow asks for. */
function configFor(flow: string): string {
  const named = (pattern: RegExp, value: unknown) =>
    Object.fromEntries([...flow.matchAll(pattern)].map(([, name]) => [name, value]));
  const bot = { type: "ahachat", bot_id: "12404829", bot_token: "a-token-for-this-test" };
  return JSON.stringify({
    connections: named(/^ *connection: (\S+)/gm, bot),
    secrets: named(/\bsecrets\.(\w+)/g, "a-secret-for-this-test"),
    vars: named(/\bvars\.(\w+)/g, "https://example.com"),
  });
}

async function program(...args: string[]): Promise<{ code: number; text: string }> {
  const lines: string[] = [];
  const code = await runProgram(args, {
    env: { SHOP_BOT_TOKEN: "any-token-at-all" },
    out: (line) => lines.push(line),
    err: (line) => lines.push(line),
    ending: new AbortController().signal,
    onHangup: () => undefined,
    unread: new AbortController().signal,
  });
  return { code, text: lines.join("\n") };
}

/** A command as if it were called in the folder. */
async function ahaflow(folder: string, ...args: string[]): Promise<{ code: number; text: string }> {
  const places = ["--flows", join(folder, "flows"), "--config", join(folder, CONFIG)];
  const { code, text } = await program(...args, ...places);
  return { code, text: text.replaceAll(`${folder}/`, "") };
}

async function commandNames(): Promise<string[]> {
  const { text } = await program("--help");
  const list = text.slice(text.indexOf("Commands:"));
  return [...list.matchAll(/^ {2}(\w+) /gm)]
    .map(([, name = ""]) => name)
    .filter((name) => name !== "help");
}

// The wrong examples of docs/rules.md are run by test/flows/rules.test.ts; the flows of
// docs/language.md are those of flows/, generated from there.
const elsewhere = new Set(["docs/rules.md", "docs/language.md"]);
const pages = PAGES.filter((page) => !elsewhere.has(page));
const examples = pages.flatMap((page) =>
  blocksOf(page)
    .filter((block) => isFlow(block) || isConfig(block))
    .map((block, index) => ({ page, number: index + 1, block })),
);

test.each(examples)(
  "flow or configuration $number of $page has no mistakes",
  async ({ page, block }) => {
    const checked = await ahaflow(projectOf(page, block), "validate", "--strict");
    expect(checked).toEqual({ code: 0, text: expect.stringContaining("no problems") });
  },
);

describe("README.md", () => {
  const page = "README.md";
  const output = blocksOf(page).filter(({ language }) => language === "text");

  it("shows a mistake as it is shown", async () => {
    const folder = projectOf(page);
    const flow = blocksOf(page).find(isFlow)?.text ?? "";
    const misspelt = flow.replace("steps.buyer.", "steps.buyr.");
    writeFileSync(join(folder, "flows/thank-buyer.yaml"), misspelt);
    const { code, text } = await ahaflow(folder, "validate");
    expect(code).toBe(1);
    const shown = linesOf(output[0]?.text.trimEnd() ?? "");
    expect(shown.length).toBeGreaterThan(3);
    expect(linesOf(text)).toEqual(expect.arrayContaining(shown));
  });

  it("has the commands and options that there are", async () => {
    const rows = [...read(page).matchAll(/^\| `(ahaflow (\w+)[^`]*)` *\|.*$/gm)];
    const named = new Set(rows.map(([, , name]) => name));
    expect(named).toEqual(new Set(await commandNames()));
    for (const [row, call = ""] of rows) {
      const text = await helpFor(call);
      for (const option of row.match(/--[a-z-]+/g) ?? []) expect(text).toContain(option);
    }
  });
});

/** Commands that have others. */
const GROUPS: readonly string[] = ["runs", "journal"];

/** What `--help` says of a call's command. */
async function helpFor(call: string): Promise<string> {
  const [, name = "", inner = ""] = call.split(" ");
  const { text } = await program(
    name,
    ...(GROUPS.includes(name) && inner ? [inner] : []),
    "--help",
  );
  return text;
}

/** The calls of the program in a page: in blocks, as a line or a step of CI, and in the text. */
function callsIn(page: string): string[] {
  const lines = blocksOf(page).flatMap(({ text }) => text.split("\n"));
  return [...lines, ...inlineCode(page)].flatMap(
    (line) => /^(?:\$ |- run: )?(ahaflow [a-z].*)$/.exec(line)?.[1] ?? [],
  );
}

test("the pages call only commands and options that there are", async () => {
  const calls = PAGES.flatMap(callsIn);
  expect(calls.length).toBeGreaterThan(30);
  const names = await commandNames();
  for (const call of calls) {
    expect([call, names.includes(call.split(" ")[1] ?? "")]).toEqual([call, true]);
    const text = await helpFor(call);
    for (const option of call.match(/--[a-z-]+/g) ?? [])
      expect([call, text.includes(option)]).toEqual([call, true]);
  }
});
