/** The next page in a header Link, as servers write it (RFC 8288). */
import { expect, it } from "vitest";
import { linkedNext } from "#src/platforms/openapi/link-header.js";

it.each([
  [undefined, undefined],
  ["", undefined],
  ["nothing", undefined],
  ['<https://a.vn/?p=2>; rel="next"', "https://a.vn/?p=2"],
  ["<?p=2>;rel=next", "?p=2"],
  ['<?p=2> ; REL = "Next"', "?p=2"],
  ['<?p=1>; rel="prev", <?p=3>; rel="next", <?p=9>; rel="last"', "?p=3"],
  ['<?p=1>; rel="first prev",<?p=3>; title="a, <b>; rel=x"; rel="last next"', "?p=3"],
  ['<?ids=1,2&p=3>; rel="next"', "?ids=1,2&p=3"],
  ['<?p=2>; rel="nextish"', undefined],
  ['<?p=2>; title="rel=next"', undefined],
  ['<?p=2>; rev="next"', undefined],
  ['<?p=2>; title="a; rel=next"', undefined],
  ['<?p=2>; rel="prev"; rel="next"', undefined],
  ["<?p=2>", undefined],
  ["<".repeat(16_000), undefined],
])("%j", (header, next) => {
  expect(linkedNext(header)).toBe(next);
});
