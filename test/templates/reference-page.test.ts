import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { helperReference } from "#src/templates/reference-page.js";

it("is what docs/templates.md says about the helpers", () => {
  const page = readFileSync(new URL("../../docs/templates.md", import.meta.url), "utf8");
  expect(page.slice(page.indexOf("### Comparison"))).toBe(helperReference());
});
