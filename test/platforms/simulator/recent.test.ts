import { expect, it } from "vitest";
import { Recent } from "#src/platforms/simulator/recent.js";

it("keeps the last items in order, and counts all", () => {
  const recent = new Recent<number>(3);
  expect(recent.toArray()).toEqual([]);
  for (let n = 1; n <= 100; n += 1) {
    recent.push(n);
    expect(recent.toArray()).toEqual([n - 2, n - 1, n].filter((item) => item > 0));
    expect(recent.total).toBe(n);
  }
});
