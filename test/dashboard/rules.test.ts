/** What holds for every file of the page: the Content-Security-Policy, and where types come from. */
import { readdirSync, readFileSync } from "node:fs";
import { join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { matchPath } from "../../dashboard/src/pages/match-path.ts";

const ROOT = "dashboard/src";
const files = readdirSync(ROOT, { recursive: true, encoding: "utf8" })
  .filter((file) => /\.(?:ts|svelte)$/.test(file))
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), "utf8") }));

/** `file: match` for whatever fits in all files. */
function found(pattern: RegExp): string[] {
  return files.flatMap(({ file, text }) =>
    [...text.matchAll(pattern)].map(([match]) => `${file}: ${match}`),
  );
}

describe("the page's files", () => {
  it("are seen", () => {
    expect(files.length).toBeGreaterThan(20);
    expect(found(/<script lang="ts"/g).length).toBeGreaterThan(5);
  });

  it("put no text into the page as HTML", () => {
    expect(found(/\{@html|innerHTML|outerHTML|insertAdjacentHTML|document\.write/g)).toEqual([]);
  });

  it("have no styles and handlers in attributes, which the policy refuses", () => {
    expect(found(/\sstyle=|\son[a-z]+="/g)).toEqual([]);
  });

  it("name no other host", () => {
    expect(found(/https?:\/\/[a-z]/g)).toEqual([]);
  });

  it("import from the program its generated types alone", () => {
    const wrong = files.flatMap(({ file, text }) =>
      [...text.matchAll(/import(?<type> type)?[^;"]*?"(?<from>\.[^"]+)"/g)]
        .map(({ groups }) => ({
          isType: groups?.type !== undefined,
          to: normalize(join(ROOT, file, "..", groups?.from ?? "")),
        }))
        .filter(
          ({ to, isType }) => !to.startsWith(ROOT) && !(isType && to.startsWith("src/generated/")),
        )
        .map(({ to }) => `${file}: ${to}`),
    );
    expect(wrong).toEqual([]);
  });

  it("say all texts in dashboard/src/words/", () => {
    expect(found(/>\s*[A-Z][a-z]+ [a-z]+[^<>{}=;]*</g)).toEqual([]);
  });
});

describe("a path", () => {
  it.each([
    ["/runs", "/runs", {}],
    ["/runs", "/runs/", {}],
    ["/", "/", {}],
    ["/runs/:id", "/runs/a%20b", { id: "a b" }],
    ["/runs/:id", "/runs/%zz", { id: "%zz" }],
    ["/runs/:id/compare", "/runs/7/compare", { id: "7" }],
  ])("of %s: %s", (pattern, path, params) => {
    expect(matchPath(pattern, path)).toEqual(params);
  });

  it.each([
    ["/runs", "/run"],
    ["/runs/:id", "/runs"],
    ["/runs/:id", "/runs/"],
    ["/runs/:id", "/runs/7/8"],
  ])("that is not of %s: %s", (pattern, path) => {
    expect(matchPath(pattern, path)).toBeUndefined();
  });
});
