import { expect, it } from "vitest";
import type { RunStore } from "#src/journal/ports.js";
import type { NewRun } from "#src/journal/records.js";
import type { RunSearch, TextQuery } from "#src/journal/run-search.js";
import { readTerms, type SearchTerms } from "#src/journal/search-terms.js";
import { newRun, step } from "./stored-run.ts";

const terms = (text: string) => readTerms(text) as SearchTerms;

/** What every store does when somebody looks for a text. */
export function textSearchContract(open: () => RunStore & RunSearch): void {
  const accepted = async (body: unknown, overrides: Partial<NewRun> = {}) => {
    const run = newRun({
      payload: { ...newRun().payload, body } as NewRun["payload"],
      ...overrides,
    });
    await open().create(run);
    return run.id;
  };
  const ids = async (text: string, more: Partial<TextQuery> = {}) => {
    const { runs, last } = await open().search({ terms: terms(text), limit: 9, ...more });
    expect(last).toBeUndefined();
    return runs.map(({ run }) => run.id);
  };

  it("finds a name without capitals and diacritics, composed or not", async () => {
    const composed = await accepted({ name: "Nguyễn An".normalize("NFC") });
    const apart = await accepted({ first: "NGUYỄN".normalize("NFD"), last: "an" });
    const other = await accepted({ name: "Đặng Thị Bé" });
    for (const text of ["nguyen an", "Nguyễn An".normalize("NFD"), "NGUYỄN AN", "an nguyen"])
      expect(await ids(text)).toEqual([apart, composed]);
    expect(await ids('"nguyen an"')).toEqual([composed]);
    expect(await ids("dang thi")).toEqual([other]);
  });

  it("finds a telephone number in any form by any other", async () => {
    const forms = ["0908 071 111", "+84908071111", "0908.071.111", "(+84) 908-071-111"];
    const kept: string[] = [];
    for (const phone of [...forms, 908071111, 84908071111, `gọi ${forms[0]} nhé`])
      kept.unshift(await accepted({ phone }));
    await accepted({ phone: "0908 071 112" });
    for (const form of [...forms, "908071111", "84908071111", "0084 908 071 111"])
      expect(await ids(form)).toEqual(kept);
    expect(await ids("71 111 nhe")).toEqual([kept[0]]);
  });

  it("looks for words without the signs around them, unless they stand there", async () => {
    const order = await accepted({ order: "DH1024", name: "Trần Bé" });
    const marked = await accepted({ note: "đơn #DH1024 (gấp)" });
    for (const text of ["#dh1024", "DH1024.", "“dh1024”?"])
      expect(await ids(text)).toEqual([marked, order]);
    expect(await ids("bé, trần!")).toEqual([order]);
    expect(await ids("(gap)")).toEqual([marked]);
    expect(await ids('"#dh1024"')).toEqual([marked]);
    expect(await ids("#?!")).toEqual([]);
  });

  it("finds an order by its number, a part of it, or in other case", async () => {
    const order = await accepted({ order: "DH1024", total: 1250000 });
    const other = await accepted({ order: 9_102_477 });
    for (const text of ["DH1024", "dh1024", "h102", "dh1024 1250000"])
      expect(await ids(text)).toEqual([order]);
    expect(await ids("1024")).toEqual([other, order]);
    expect(await ids("body")).toEqual([]);
    expect(await ids("%%%")).toEqual([]);
  });

  it("finds what was sent and answered, and what went wrong", async () => {
    const store = open();
    const id = await accepted({});
    const failure = { reason: "not_found", code: "http_404", message: "no customer 6543" } as const;
    const attempts = [{ startedAt: 1, error: { ...failure, message: "try sáu năm" } }];
    await store.checkpoint(id, step("a", { input: { text: "Cảm ơn Bé" }, attempts }));
    await store.checkpoint(id, step("b", { output: { code: ["GHTK-77"] } }));
    await store.finish(id, { status: "failed", error: failure, output: "ẩn", finishedAt: 9 });
    for (const text of ["cam on be", "ghtk-77", "customer 6543", "try sau", "http_404"])
      expect(await ids(text)).toEqual([id]);
    expect(await ids("http_405")).toEqual([]);
  });

  it("combines a search with flow, status, time and place in the list", async () => {
    const store = open();
    const all: string[] = [];
    for (const createdAt of [1_000, 2_000, 3_000, 4_000])
      all.unshift(await accepted("Bé", { createdAt, flow: createdAt > 2_500 ? "late" : "early" }));
    await store.finish(all[2] as string, { status: "cancelled", finishedAt: 9 });
    const { runs, last } = await store.search({ terms: terms("received"), limit: 9 });
    expect({ runs, last }).toEqual({ runs: [], last: undefined });
    const search = terms("order-thanks be");
    expect((await store.search({ terms: search, limit: 9 })).runs).toEqual([]);
    expect(await ids("/orders be")).toEqual(all);
    expect(await ids("/orders be", { flow: "late" })).toEqual(all.slice(0, 2));
    expect(await ids("/orders be", { status: "cancelled" })).toEqual([all[2]]);
    expect(await ids("/orders be", { since: 2_000, until: 4_000 })).toEqual(all.slice(1, 3));
    expect(await ids("/orders be", { until: 1_000 })).toEqual([]);
    expect(await ids("/orders be", { since: 9_000 })).toEqual([]);
    const page = await store.search({ terms: terms("/orders"), limit: 2 });
    expect(page.runs.map(({ run }) => run.id)).toEqual(all.slice(0, 2));
    expect(await ids("/orders", { before: page.last as string })).toEqual(all.slice(2));
  });
}
