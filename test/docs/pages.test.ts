import { existsSync } from "node:fs";
import { posix } from "node:path";
import { describe, expect, it, test } from "vitest";
import { anchor, blocksOf, headingsOf, inlineCode, linksOf, PAGES, prose, read } from "./pages.ts";

function leadsSomewhere(page: string, link: string): boolean {
  const [path = "", hash] = link.split("#");
  const target = path === "" ? page : posix.join(posix.dirname(page), path);
  if (!existsSync(target)) return false;
  return hash === undefined || headingsOf(target).map(anchor).includes(hash);
}

/** The environment variables that a text names. */
function variables(text: string): Set<string> {
  return new Set(text.match(/\bAHAFLOW_[A-Z_]+/g));
}

describe.each(PAGES)("%s", (page) => {
  it("has links that lead somewhere", () => {
    const links = linksOf(prose(page)).filter((target) => !/^https?:/.test(target));
    expect(links.filter((link) => !leadsSomewhere(page, link))).toEqual([]);
  });

  it("names only scripts that package.json has", () => {
    const { scripts } = JSON.parse(read("package.json")) as { scripts: object };
    const named = [...read(page).matchAll(/npm run ([a-z][a-z:-]*)/g)].map(([, name]) => name);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  });
});

test.each(["docs/architecture.md", "CONTRIBUTING.md"])("the files that %s names exist", (page) => {
  const places = /^\.?(src|test|schemas|scripts|docs|flows|demo|bench|dependency-cruiser)[/.]/;
  const named = inlineCode(page).filter(
    (code) => places.test(code) && !/NAME|KIND|PLATFORM/.test(code),
  );
  expect(named.length).toBeGreaterThan(15);
  expect(named.filter((path) => !existsSync(path))).toEqual([]);
});

test("docs/architecture.md shows the layers of the rule", () => {
  const [, rows = ""] =
    /const LAYERS = \[\n([\s\S]*?)\n\];/.exec(read(".dependency-cruiser.cjs")) ?? [];
  const layers = rows
    .split(/\],?\n?/)
    .map((row) => [...row.matchAll(/"([^"]+)"/g)].map(([, name]) => name).join("  "))
    .filter((row) => row !== "");
  expect(layers.length).toBeGreaterThan(5);
  expect(blocksOf("docs/architecture.md")[0]?.text.trimEnd().split("\n")).toEqual(layers);
});

test.each(["README.md", "README.vi.md"])("%s has every environment variable", (page) => {
  const known = variables(read("src/settings/load-settings.ts"));
  expect(known.size).toBeGreaterThan(5);
  expect(variables(read(page))).toEqual(known);
});
