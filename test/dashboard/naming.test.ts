/** What erases: what is one person's alone, as the API takes it. */
import { describe, expect, it } from "vitest";
import { readExactTerm } from "#src/journal/erasure.js";
import { isNaming, namingOf } from "../../dashboard/src/pages/customer/naming.ts";

describe("a text", () => {
  it.each([
    "0908 071 111",
    "+84 (908) 071-111",
    "6543210987654321",
    "khach-77",
    "an@example.com",
    "Nguyễn Thị Ánh",
    "Ánh",
    "Ánh 0908071111",
    "@an",
  ])("names one person for the page as for the API: %s", (text) => {
    expect(isNaming(text)).toBe(readExactTerm(text) !== undefined);
  });
});

it("people are named by id and phone, each once, and not by a name", () => {
  const phone = "0908 071 111";
  const found = [
    { id: "77", name: "Ánh", phone },
    null,
    { id: null, name: "Ánh", phone },
    { id: "anh", name: null, phone: null },
  ];
  expect(namingOf(found)).toEqual(["77", phone]);
});
