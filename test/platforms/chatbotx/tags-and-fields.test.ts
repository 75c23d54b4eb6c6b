import { describe, expect, it } from "vitest";
import { DIALECTS, openShop } from "./actions.ts";
import { AN, AN_PHONE, call, FIELDS, WORKSPACE } from "./shop.ts";

const contact_id = AN;

describe.each(DIALECTS)("tags, over the server of %s", (dialect) => {
  it("are added by name, and made when they are missing", async () => {
    const { run, simulator } = await openShop(dialect);
    await run("add_tags", { phone: AN_PHONE, tags: ["VIP", "khách mới", "VIP"] });
    expect(simulator.contact(WORKSPACE, AN)?.tags).toEqual(["VIP", "khách mới"]);
    await run("add_tags", { contact_id, tags: ["khách mới", "Khách Mới"] });
    expect(simulator.contact(WORKSPACE, AN)?.tags).toEqual(["VIP", "khách mới", "Khách Mới"]);
    expect(simulator.snapshot().workspaces[WORKSPACE]?.tags).toHaveLength(4);
  });

  it("are not made where the connection says so, and a near name is told", async () => {
    const { failure, run, simulator } = await openShop(dialect, { createTags: false });
    await run("add_tags", { contact_id, tags: ["buyer"] });
    expect(await failure("add_tags", { contact_id, tags: ["VIP", "buyers"] })).toMatchObject({
      reason: "invalid_request",
      code: "unknown_tag",
      message: "tags[1] names no tag of the workspace",
      hint: 'did you mean "buyer"?',
    });
    expect(simulator.contact(WORKSPACE, AN)?.tags).toEqual(["buyer"]);
  });

  it("are removed by name, and those that nobody has are told", async () => {
    const { run, simulator } = await openShop(dialect);
    await run("add_tags", { contact_id, tags: ["VIP", "buyer"] });
    expect(await run("remove_tags", { contact_id, tags: ["VIP", "vip"] })).toEqual({
      contact_id,
      unknown: ["vip"],
    });
    expect(simulator.contact(WORKSPACE, AN)?.tags).toEqual(["buyer"]);
  });

  it("of nobody are an error", async () => {
    const { failure } = await openShop(dialect);
    const none = { contact_id: "9", tags: ["VIP"] };
    expect(await failure("add_tags", none)).toMatchObject({ reason: "not_found" });
    expect(await failure("remove_tags", none)).toMatchObject({ reason: "not_found" });
  });
});

it("a tag that another one made meanwhile is read again", async () => {
  const { run, simulator } = await openShop("2026-08");
  simulator.addFault({ endpoint: "create_tag", status: 500, after: true });
  expect(await run("add_tags", { contact_id, tags: ["new"] })).toMatchObject({ contact_id });
  expect(simulator.contact(WORKSPACE, AN)?.tags).toEqual(["new"]);
});

it("a tag that could not be made is a failure", async () => {
  const { failure, simulator } = await openShop("2026-08");
  simulator.addFault({ endpoint: "create_tag", status: 503 });
  expect(await failure("add_tags", { contact_id, tags: ["new"] })).toMatchObject({
    reason: "unavailable",
  });
});

const RIGHT = [
  ["s_short", "  xin chào ", "xin chào", "xin chào"],
  ["s_num", 240000, "240000", "240000"],
  ["s_num", "1.5", "1.5", "1.5"],
  ["s_num", 240.125, "240.125", "240.125"],
  ["s_num", "0.125", "0.125", "0.125"],
  ["s_num", "9007199254740993", "9007199254740993", "9007199254740993"],
  ["s_bool", true, "true", "true"],
  ["s_bool", "FALSE", "false", "false"],
  ["s_date", "30/12/2023", "2023-12-30", "2023-12-30T00:00:00+07:00"],
  ["s_date", "2023-12-30", "2023-12-30", "2023-12-30T00:00:00+07:00"],
  ["s_dt", "30/12/2023 12:00:00", "2023-12-30T12:00:00", "2023-12-30T05:00:00.000Z"],
  ["s_dt", "2023-12-30T12:00:00+07:00", "2023-12-30T12:00:00+07:00", "2023-12-30T05:00:00.000Z"],
  ["s_dt", "2023-12-30T05:00:00Z", "2023-12-30T05:00:00Z", "2023-12-30T05:00:00.000Z"],
  ["s_email", "an@example.com", "an@example.com", "an@example.com"],
  ["s_phone", "0908071111", "+84908071111", "+84908071111"],
  ["s_long", "[1]", "[1]", "[1]"],
  ["5000", "by id", "by id", "by id"],
] as const;

const WRONG = [
  ["s_num", "abc"],
  ["s_num", true],
  ["s_num", ""],
  ["s_num", "240.000"],
  ["s_num", "-1.250"],
  ["s_num", "1.250.000"],
  ["s_bool", "maybe"],
  ["s_bool", 1],
  ["s_date", "31/02/2023"],
  ["s_date", "2023-12-30T10:00:00Z"],
  ["s_date", 20231230],
  ["s_dt", "tomorrow"],
  ["s_dt", "1703912400"],
  ["s_email", "not-an-email"],
  ["s_phone", "123"],
] as const;

describe.each(DIALECTS)("custom fields, over the server of %s", (dialect) => {
  it.each(RIGHT)("%s takes %j as %j, and reads back as %j", async (name, value, text, back) => {
    const { run } = await openShop(dialect);
    expect(await run("set_fields", { contact_id, fields: { [name]: value } })).toEqual({
      contact_id,
      fields: { [name]: text },
    });
    const shown = name === "5000" ? "s_short" : name;
    expect(await run("find_contact", { contact_id })).toMatchObject({
      custom_fields: { [shown]: back },
    });
  });

  it.each(WRONG)("%s refuses %j before anything is written", async (name, value) => {
    const { failure, asked, simulator } = await openShop(dialect);
    const fields = { s_short: "x", [name]: value };
    const error = await failure("set_fields", { contact_id, fields });
    expect(error).toMatchObject({ reason: "invalid_request", code: "invalid_field_value" });
    expect(error.message).toContain(`"${name}"`);
    expect(asked()).toEqual(["GET /v1/custom-fields"]);
    expect(simulator.contact(WORKSPACE, AN)?.custom_fields).toEqual({});
  });

  it("that are not there are an error, or made", async () => {
    const { failure } = await openShop(dialect);
    const fields = { s_nun: "x" };
    expect(await failure("set_fields", { contact_id, fields })).toMatchObject({
      code: "unknown_custom_field",
      message: "fields.s_nun names no custom field of the workspace",
      hint: 'did you mean "s_num"?',
    });
    const { run, simulator } = await openShop(dialect, { createFields: true });
    const made = { total: 5, paid: false, note: "x" };
    await run("set_fields", { contact_id, fields: made });
    expect(simulator.contact(WORKSPACE, AN)?.custom_fields).toEqual({
      total: "5",
      paid: "false",
      note: "x",
    });
    const known = simulator.snapshot().workspaces[WORKSPACE]?.custom_fields.slice(-3);
    expect(known?.map(({ type }) => type)).toEqual(["number", "boolean", "shortText"]);
  });

  it("of one name and several types need the id", async () => {
    const { failure, simulator } = await openShop(dialect);
    const custom_fields = [{ name: "s_num", type: "shortText" as const }];
    simulator.seed({ workspaces: { [WORKSPACE]: { custom_fields } } });
    expect(await failure("set_fields", { contact_id, fields: { s_num: 1 } })).toMatchObject({
      code: "ambiguous_custom_field",
    });
  });

  it("go twenty at a time, and a failure says which are set", async () => {
    const names = Array.from({ length: 25 }, (_, n) => `f${n}`);
    const custom_fields = names.map((name) => ({ name, type: "shortText" as const }));
    const seed = { workspaces: { [WORKSPACE]: { custom_fields } } };
    const { run, failure, simulator, asked } = await openShop(dialect, {}, seed);
    const fields = Object.fromEntries(names.map((name) => [name, "x"]));
    await run("set_fields", { contact_id, fields });
    const writes = asked().filter(
      (one) => one.endsWith("/custom-fields") && !one.startsWith("GET"),
    );
    expect(writes).toHaveLength(2);
    expect(Object.keys(simulator.contact(WORKSPACE, AN)?.custom_fields ?? {})).toHaveLength(25);
    const endpoint = dialect === "later" ? "change_contact_fields" : "set_contact_fields";
    simulator.addFault({ endpoint, delay_ms: 1 });
    simulator.addFault({ endpoint, status: 503 });
    const error = await failure("set_fields", { contact_id, fields });
    expect(error.reason).toBe("unavailable");
    expect(error.message).toContain(`set already: ${names.slice(0, 20).join(", ")}`);
    expect(error.message).not.toContain("f20");
  });

  it("are cleared by name, and a wrong name clears nothing", async () => {
    const { run, failure, simulator } = await openShop(dialect);
    await run("set_fields", { contact_id, fields: { s_short: "a", s_num: 1, s_long: "b" } });
    expect(
      await failure("clear_fields", { contact_id, fields: ["s_short", "nope"] }),
    ).toMatchObject({ code: "unknown_custom_field" });
    await run("clear_fields", { contact_id, fields: ["s_short", "s_num"] });
    expect(simulator.contact(WORKSPACE, AN)?.custom_fields).toEqual({ s_long: "b" });
  });
});

it("a number that is refused by the later server, too, is told as it says", async () => {
  const { simulator } = await openShop("later", {}, FIELDS);
  const answer = await call(simulator, "PATCH", `/v1/contacts/id:${AN}/custom-fields`, {
    operations: [{ customFieldId: "s_num", operation: "set", value: "abc" }],
  });
  expect(answer).toMatchObject({ status: 400, body: { code: "invalidCustomFieldValue" } });
});
