import { readdirSync, readFileSync } from "node:fs";

const root = new URL("../../", import.meta.url);

/** A fenced block; `file` is the name that may stand after its language. */
export interface Block {
  readonly language: string;
  readonly file: string | undefined;
  readonly text: string;
}

const pagesIn = (folder: string): string[] =>
  readdirSync(new URL(folder, root))
    .filter((name) => name.endsWith(".md"))
    .map((name) => folder + name);

/** The pages in Vietnamese, by their path from the root. */
export const VIETNAMESE: readonly string[] = ["README.vi.md", ...pagesIn("docs/vi/")];

/** The pages that people read, by their path from the root. */
export const PAGES: readonly string[] = [
  "README.md",
  ...VIETNAMESE,
  "CONTRIBUTING.md",
  "CHANGELOG.md",
  ...pagesIn("docs/"),
];

/** The text of a file, by its path from the root. */
export function read(path: string): string {
  return readFileSync(new URL(path, root), "utf8");
}

const FENCE = /^```(\w+)(?: (\S+))?\n([\s\S]*?)^```$/gm;

/** The fenced blocks of a page, in order. */
export function blocksOf(page: string): Block[] {
  return [...read(page).matchAll(FENCE)].map(([, language = "", file, text = ""]) => ({
    language,
    file,
    text,
  }));
}

/** A page without its fenced blocks. */
export function prose(page: string): string {
  return read(page).replaceAll(FENCE, "");
}

/** What stands between single backticks. */
export function inlineCode(page: string): string[] {
  return [...prose(page).matchAll(/`([^`\n]+)`/g)].map(([, code = ""]) => code);
}

/** Where the links of a text lead, in order. */
export function linksOf(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
}

/** The lines of a text, all times alike. */
export function linesOf(text: string): string[] {
  return text.replaceAll(/\d+ ms/g, "0 ms").split("\n");
}

/** The headings of a page, with their `#`. */
export function headingsOf(page: string): string[] {
  return [...prose(page).matchAll(/^#{1,6} .*$/gm)].map(([line]) => line);
}

/** The anchor that a repository's web page gives a heading. */
export function anchor(heading: string): string {
  return heading
    .replace(/^#+ /, "")
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\s_-]/gu, "")
    .replaceAll(" ", "-");
}
