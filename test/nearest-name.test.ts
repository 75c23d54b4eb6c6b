import { describe, expect, it } from "vitest";
import { nearestName } from "#src/nearest-name.js";

describe("nearestName", () => {
  it.each([
    ["frist_name", ["last_name", "first_name", "id"], "first_name"],
    ["nmae", ["id", "name"], "name"],
    ["nick", ["id", "name"], undefined],
    ["note", ["code"], undefined],
    ["txet", ["text"], "text"],
    ["emial", ["name", "email"], "email"],
    ["messagess", ["messages"], "messages"],
    ["a", ["b"], undefined],
    ["id", ["id", "ix"], undefined],
    ["x", [], undefined],
  ])("%s among %j is %s", (name, candidates, expected) => {
    expect(nearestName(name, candidates)).toBe(expected);
  });
});
