/** Rows of a spreadsheet, through a daemon to the spreadsheet server of the tests. */
import { verify } from "node:crypto";
import { expect, it } from "vitest";
import { problemsIn, projectFolder } from "../../flows/check-project.ts";
import type { ShownRun } from "../../support/daemon.ts";
import type { Project } from "../../support/project.ts";
import { json, startUpstream } from "../../support/upstream.ts";
import { PUBLIC_KEY, SHEET_ID, sheetAt, spreadsheets } from "./spreadsheets.ts";

const HEADER = ["Mã", "Tên", "SĐT", "Tổng", "ahaflow"];

const step = (uses: string, input: object) => ({
  id: "do",
  uses: `google_sheets.${uses}`,
  with: { sheet: "Đơn", ...input },
  retry: { attempts: 2, delay: "10ms", jitter: false },
});

async function done(
  project: Project,
  uses: string,
  input: object,
  body: object = {},
): Promise<ShownRun & { readonly output: unknown }> {
  const made = project.flow("do", { connection: "sheet", steps: [step(uses, input)] });
  const daemon = await made.open();
  const run = await daemon.finished(await daemon.accept("/do", body));
  return { ...run, output: (run.steps[0] as { output?: unknown } | undefined)?.output };
}

const failure = ({ steps }: ShownRun) => steps[0]?.error?.message;

it("adds a row as its values are, below whatever the sheet has", async () => {
  // A gap, which ends a table.
  const { url, rows } = await spreadsheets({ Đơn: [HEADER, ["DH1"], [], ["", "", "x"], [""]] });
  const row = {
    Tổng: "{{trigger.body.total}}",
    SĐT: "{{trigger.body.phone}}",
    Tên: "{{trigger.body.name}}",
    Mã: "{{trigger.body.code}}",
  };
  const body = { total: 350000, phone: "0908071111", name: "=1+1", code: "12345678901234567890" };
  const run = await done(sheetAt(url), "append_row", { row, key_column: "Mã" }, body);
  expect(run.output).toEqual({ added: true, key: "12345678901234567890" });
  const added = ["12345678901234567890", "=1+1", "0908071111", 350000];
  expect(await rows()).toEqual([HEADER, ["DH1"], [], ["", "", "x"], added]);
});

it("adds no second row for a key that is there, in a sheet of any name", async () => {
  const { url, rows } = await spreadsheets({ "Đơn của 'An'": [HEADER, ["DH1", "An"], [7]] });
  const again = { sheet: "Đơn của 'An'", key_column: "Mã", row: { Mã: "7", Tên: "Bình" } };
  const run = await done(sheetAt(url), "append_row", again);
  expect(run.output).toEqual({ added: false, key: "7" });
  const found = await rows("Đơn của 'An'");
  expect(found).toEqual([HEADER, ["DH1", "An"], [7]]);
});

it.each([
  ["is lost", { drop: true, after: true }],
  ["is a failure", { status: 500, body: "oops", after: true }],
])("does not write twice when the answer of an append %s", async (_what, fault) => {
  const server = await spreadsheets({ Đơn: [HEADER] });
  await server.fault({ endpoint: "append", ...fault });
  const run = await done(sheetAt(server.url), "append_row", { row: { Mã: "DH1" } });
  expect(run.steps[0]?.attempts).toHaveLength(2);
  expect(run.output).toEqual({ added: false, key: expect.stringMatching(/^[\da-f]{24}$/) });
  const { key } = run.output as { key: string };
  expect(await server.rows()).toEqual([HEADER, ["DH1", "", "", "", key]]);
});

it("finds rows by a value, and tells how many there are", async () => {
  const rows = [HEADER, ["DH1", "An", "0908"], ["DH2", "", "0909", 7], ["DH3", "An", "0908", true]];
  const { url } = await spreadsheets({ Đơn: rows });
  const run = await done(sheetAt(url), "find_rows", { where: { Tên: "An" }, limit: 1 });
  expect(run.output).toEqual({
    count: 2,
    rows: [{ number: 2, values: { Mã: "DH1", Tên: "An", SĐT: "0908" } }],
  });
  const none = await done(sheetAt(url), "find_rows", { where: { Mã: "DH" } });
  expect(none.output).toEqual({ count: 0, rows: [] });
  const number = await done(
    sheetAt(url),
    "find_rows",
    { where: { Tổng: "{{trigger.body.n}}" } },
    { n: "7" },
  );
  expect(number.output).toMatchObject({ rows: [{ number: 3, values: { Mã: "DH2", Tổng: 7 } }] });
});

it("changes the rows that it finds, and none where there are more than may be", async () => {
  const { url, rows } = await spreadsheets({ Đơn: [HEADER, ["DH1", "An"], ["DH2", "An"]] });
  const one = await done(
    sheetAt(url),
    "update_rows",
    {
      where: { Mã: "DH2" },
      set: { SĐT: "{{trigger.body.phone}}", Tên: null },
    },
    { phone: "0908071111" },
  );
  expect(one.output).toEqual({ updated: 1 });
  expect(await rows()).toEqual([HEADER, ["DH1", "An"], ["DH2", "An", "0908071111"]]);
  const two = await done(sheetAt(url), "update_rows", { where: { Tên: "An" }, set: { Tên: "B" } });
  expect(failure(two)).toBe(
    "2 rows have the value, and 1 may be changed; none was; write limit: as many as are meant",
  );
  const none = await done(sheetAt(url), "update_rows", { where: { Mã: "DH9" }, set: { Tên: "B" } });
  expect(none.output).toEqual({ updated: 0 });
  const both = await done(sheetAt(url), "update_rows", {
    where: { Tên: "An" },
    set: { Tên: "B" },
    limit: 2,
  });
  expect(both.output).toEqual({ updated: 2 });
});

it("refuses a column that the sheet does not have, or has twice", async () => {
  const { url, rows } = await spreadsheets({ Đơn: [["Mã", "Tên", "Tên", "Số ĐT"]], Trống: [] });
  const misspelt = await done(sheetAt(url), "append_row", {
    row: { "Sô ĐT": "1" },
    key_column: "Mã",
  });
  expect(failure(misspelt)).toBe('the sheet "Đơn" has no column "Sô ĐT"; did you mean "Số ĐT"?');
  const twice = await done(sheetAt(url), "append_row", { row: { Tên: "1" }, key_column: "Mã" });
  expect(failure(twice)).toContain('has two columns "Tên"; give one of them another name');
  const own = await done(sheetAt(url), "append_row", { sheet: "Trống", row: { Mã: "1" } });
  expect(failure(own)).toContain("row 1 of the sheet has the names of the columns");
  expect(await rows()).toEqual([["Mã", "Tên", "Tên", "Số ĐT"]]);
});

it("asks for one token with a signed assertion, and for another one once when it is refused", async () => {
  const { url, counts, fault } = await spreadsheets({ Đơn: [HEADER] });
  await fault({ endpoint: "get", status: 401, body: { error: { code: 401 } } });
  const run = await done(sheetAt(url), "append_row", { row: { Mã: "1" } });
  expect(run.steps[0]?.attempts).toHaveLength(1);
  expect(await counts()).toMatchObject({ token: 2, get: 2, append: 1 });

  const upstream = await startUpstream();
  upstream.answer = json(400, { error: "invalid_grant" });
  const refused = await done(sheetAt(upstream.url), "append_row", { row: { Mã: "1" } });
  expect(refused.error).toMatchObject({ reason: "bad_credentials" });
  const form = new URLSearchParams(upstream.arrivals[0]?.text);
  const [head = "", claims = "", signature = ""] = (form.get("assertion") ?? "").split(".");
  expect(JSON.parse(Buffer.from(claims, "base64url").toString())).toMatchObject({
    iss: "ahaflow@tiem-ao-dai.iam.gserviceaccount.com",
    scope: "https://www.googleapis.com/auth/spreadsheets",
    aud: `${upstream.url}/token`,
  });
  const bytes = Buffer.from(`${head}.${claims}`);
  expect(verify("RSA-SHA256", bytes, PUBLIC_KEY, Buffer.from(signature, "base64url"))).toBe(true);
});

it("writes to no sheet that an answer does not name", async () => {
  const { url, fault, rows } = await spreadsheets({ Đơn: [HEADER] });
  await fault({ endpoint: "get", status: 200, body: { sheets: [] } });
  const run = await done(sheetAt(url), "append_row", { row: { Mã: "1" } });
  expect(failure(run)).toBe("Google Sheets answered without the sheet");
  expect(await rows()).toEqual([HEADER]);
});

it.each([
  [400, "invalid_request", "see that sheet: is the name of a tab"],
  [403, "forbidden", "share the spreadsheet with ahaflow@tiem-ao-dai.iam.gserviceaccount.com"],
  [404, "not_found", "see that spreadsheet: is the id"],
  [429, "rate_limited", "too many calls"],
  [503, "unavailable", "has a failure"],
])("takes %i for %s", async (status, reason, words) => {
  const { url, fault } = await spreadsheets({ Đơn: [HEADER] });
  const body = { error: { code: status, message: "0908071111" } };
  await fault({ endpoint: "get", times: null, status, body, headers: { "retry-after": "0" } });
  const run = await done(sheetAt(url), "find_rows", { where: { Mã: "1" } });
  expect(run.error).toMatchObject({ reason });
  expect(failure(run)).toContain(words);
  expect(failure(run)).not.toContain("0908071111");
});

it("says what is wrong with the key, and nothing of it", async () => {
  const { url } = await spreadsheets({ Đơn: [HEADER] });
  const bad = await done(sheetAt(url, { credentials: "not the JSON of a key" }), "find_rows", {
    where: { Mã: "1" },
  });
  expect(failure(bad)).toContain("the credentials are no key of a service account");
  const broken = JSON.stringify({ client_email: "a@b.c", private_key: "-----BEGIN nothing" });
  const run = await done(sheetAt(url, { credentials: broken }), "find_rows", {
    where: { Mã: "1" },
  });
  expect(failure(run)).toContain("the private_key of the service account can't be read");
});

/** What is wrong with a step: by which rule, in which words, and on what of it. */
async function found(uses: string, input: object, more = `spreadsheet: ${SHEET_ID}`) {
  const connection = `{ type: google_sheets, credentials: "\${env:KEY:-a-key-that-is-none}", ${more} }`;
  const steps = `steps: ${JSON.stringify([
    { uses: `google_sheets.${uses}`, with: { sheet: "Đơn", ...input } },
  ])}`;
  const files = {
    "ahaflow.yaml": `connections: { sheet: ${connection} }\n`,
    "flows/a.yaml": `connection: sheet\n${steps}\n`,
  };
  const problems = await problemsIn(projectFolder(files));
  const inFlow = problems.filter(({ where }) => where.file.includes("flows"));
  return inFlow.map(({ rule, message, hint = "", where, length }) => [
    rule,
    `${message}; ${hint}`,
    steps.slice(where.column - 1, where.column - 1 + length),
  ]);
}

it.each([[["Mã"]], [["Mã", "ahaflow"]]])(
  "has the columns %j of the connection with --simulate",
  async (columns) => {
    const made = sheetAt("https://sheets.googleapis.com", {
      credentials: "${env:NO_KEY}",
      columns: { Đơn: columns },
    });
    const steps = [
      { ...step("append_row", { key_column: "Mã", row: { Mã: "DH1" } }), id: "one" },
      { ...step("append_row", { columns: ["Mã", "ahaflow"], row: { Mã: "DH2" } }), id: "two" },
      step("find_rows", { where: { Mã: "DH2" } }),
    ];
    const daemon = await made.flow("do", { connection: "sheet", steps }).open({}, true);
    const run = await daemon.finished(await daemon.accept("/do", {}));
    expect(run.steps[2]).toMatchObject({
      output: { rows: [{ number: 3, values: { Mã: "DH2" } }] },
    });
  },
);

it("has its mistakes told by validate, at their places", async () => {
  const columns = ["Mã", "Tên", "ahaflow"];
  expect(await found("append_row", { columns, row: { Mã: "1", Tên: "2" } })).toEqual([]);
  const misspelt = await found("append_row", { columns, row: { Mã: "1", Tn: "2" } });
  expect(misspelt).toMatchObject([
    ["unknown-column", 'the sheet has no column "Tn"; did you mean "Tên"?', '"Tn"'],
  ]);
  expect(await found("append_row", { columns: ["Mã"], row: { Mã: "1" } })).toMatchObject([
    ["unknown-column", expect.stringContaining('no column "ahaflow" for the key'), '"row"'],
  ]);
  expect(
    await found("append_row", { columns: ["Mã"], key_column: "Mã", row: { Mã: "1" } }),
  ).toEqual([]);
  const more = `spreadsheet: ${SHEET_ID}, columns: { Đơn: [Mã, Tên] }`;
  expect(await found("update_rows", { where: { Ma: 1 }, set: { Giá: 2 } }, more)).toMatchObject([
    ["unknown-column", 'the sheet has no column "Ma"; it has: Mã, Tên', '"Ma"'],
    ["unknown-column", 'the sheet has no column "Giá"; it has: Mã, Tên', '"Giá"'],
  ]);
  expect(await found("append_row", { row: { Mã: "1" }, key_column: "Code" }, more)).toMatchObject([
    ["unknown-column", 'the sheet has no column "Code"; it has: Mã, Tên', '"Code"'],
  ]);
  expect(await found("find_rows", { where: { Mã: "1" } }, "timeout: 5s")).toMatchObject([
    [
      "missing-spreadsheet",
      'nothing says which spreadsheet; write spreadsheet: below with:, or in connection "sheet"',
      '"google_sheets.find_rows"',
    ],
  ]);
  expect(await found("find_rows", { where: { Mã: "1", Tên: "2" } })).toHaveLength(1);
});
