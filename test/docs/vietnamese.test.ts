/** README.vi.md says all that README.md says, and the Vietnamese pages have one word for one thing. */
import { existsSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { blocksOf, headingsOf, inlineCode, linksOf, prose, VIETNAMESE } from "./pages.ts";

const PAGES = ["README.md", "README.vi.md"] as const;

/** What a look at each of the two pages gives. */
function both<T>(look: (page: string) => T): readonly [T, T] {
  const [english, vietnamese] = PAGES;
  return [look(english), look(vietnamese)];
}

/** The parts of a page, each from its heading to the next. */
function sections(page: string): string[] {
  return prose(page).split(/^#{1,6} .*$/gm);
}

/** A page in its Vietnamese form, where there is one. */
function inVietnamese(link: string): string {
  const page = link.replace(/^docs\//, "docs/vi/");
  return existsSync(page.replace(/#.*$/, "")) ? page : link;
}

/** The links of a part, in order; anchors of the page itself and the other language aside. */
function links(part: string): string[] {
  return linksOf(part)
    .filter((link) => !/^(#|README)/.test(link))
    .map(inVietnamese);
}

/** The rows of a part's tables: how many cells, the code in the first, and where the row leads. */
function rows(part: string): object[] {
  return [...part.matchAll(/^\|.*\|$/gm)]
    .filter(([row]) => !/^\|[ -]+\|/.test(row))
    .map(([row]) => {
      const cells = row.split("|").slice(1, -1);
      const code = [...(cells[0] ?? "").matchAll(/`[^`]+`/g)].map(([name]) => name);
      return { cells: cells.length, code, links: links(row) };
    });
}

/** Numbers of two digits and more, such as statuses; those in code are compared as code. */
function numbers(part: string): string[] {
  const plain = part.replaceAll(/`[^`\n]+`|\]\([^)]*\)/g, "");
  return [...plain.matchAll(/(?<![\d.])\d[\d.]*\d(?!\d)/g)].map(([number]) => number).toSorted();
}

describe("README.vi.md", () => {
  it("has the headings of README.md", () => {
    const [english, vietnamese] = both((page) => headingsOf(page).map((line) => line.indexOf(" ")));
    expect(english.length).toBeGreaterThan(15);
    expect(vietnamese).toEqual(english);
  });

  it("has the blocks of README.md in their order, comments aside", () => {
    const [english, vietnamese] = both((page) =>
      blocksOf(page).map((block) => ({ ...block, text: block.text.replaceAll(/ +# .*$/gm, "") })),
    );
    expect(english.length).toBeGreaterThan(10);
    expect(vietnamese).toEqual(english);
  });

  it("names the same keys, commands and values", () => {
    const [english, vietnamese] = both((page) => inlineCode(page).toSorted());
    expect(vietnamese).toEqual(english);
  });

  it.each([
    ["the rows of the tables", rows, 60],
    ["the numbers", numbers, 20],
    ["the links", links, 40],
  ] as const)("has %s, part by part", (_, look, least) => {
    const [english, vietnamese] = both((page) => sections(page).map((part) => look(part)));
    expect(english.flat().length).toBeGreaterThan(least);
    expect(vietnamese).toEqual(english);
  });
});

/** Other words for what has a word already, and the other way to set an accent. */
const OTHER_WORDS: ReadonlyMap<string, RegExp> = new Map([
  ["block", /khối/],
  ["gallery", /bộ sưu tập|thư viện ảnh/],
  ["test", /kiểm thử/],
  ["request", /yêu cầu|lần gửi/],
  ["phản hồi", /câu trả lời|hồi đáp|trả lời (?!nhanh)/],
  ["chỉ số", /số đo|thước đo/],
  ["xử lý sự cố", /khi trực|ca trực/],
  ["lượt đang chờ", /đang nghỉ|tạm nghỉ/],
  ["trình giả lập", /mô phỏng/],
  ["journal", /nhật ký/],
  ["payload, dữ liệu mẫu", /dữ liệu webhook|mẫu dữ liệu/],
  ["input, output", /dữ liệu (vào|ra)|đầu (vào|ra)/],
  ["khách", /người dùng|khách hàng/],
  ["nhân viên", /nhân sự/],
  ["thẻ", /nhãn/],
  ["secret", /bí mật/],
  ["terminal", /cửa sổ dòng lệnh/],
  ["editor", /trình soạn thảo/],
  ["key", /từ khóa|\bkhóa (?!chống trùng)/],
  ["khóa chống trùng", /khử trùng|trùng lặp/],
  ["chạy lại", /phát lại|tái chạy/],
  ["bước", /công đoạn/],
  ["khóa, xóa, hóa, tùy", /(?:k?hoá|xoá|tuỳ)(?!\p{L})/u],
]);

test.each(VIETNAMESE)("%s has one word for one thing", (page) => {
  const text = prose(page).toLowerCase();
  const found = [...OTHER_WORDS].flatMap(([word, others]) => {
    const other = others.exec(text)?.[0];
    return other === undefined ? [] : [`${other}: ${word}`];
  });
  expect(found).toEqual([]);
});
