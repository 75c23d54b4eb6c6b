import { describe, expect, it } from "vitest";
import { DIALECTS, openShop } from "./actions.ts";
import { AN, AN_MESSENGER, AN_PHONE, call, WORKSPACE } from "./shop.ts";

describe.each(DIALECTS)("people, over the server of %s", (dialect) => {
  it.each([
    { contact_id: AN },
    { phone: "0908 071 111" },
    { phone: AN_PHONE },
    { email: "an@example.com" },
    { channel_user_id: AN_MESSENGER },
  ])("are found by %j", async (who) => {
    const { run, simulator } = await openShop(dialect);
    await call(simulator, "POST", `/v1/contacts/id:${AN}/tags`, { tagIds: ["4001"] });
    await call(simulator, "POST", `/v1/contacts/id:${AN}/custom-fields/5001`, { value: "3" });
    expect(await run("find_contact", who)).toEqual({
      contact_id: AN,
      first_name: "An",
      last_name: "Nguyễn",
      full_name: "An Nguyễn",
      email: "an@example.com",
      phone: AN_PHONE,
      gender: "female",
      timezone: null,
      blocked: false,
      tags: ["VIP"],
      custom_fields: { s_num: "3" },
      channels: [
        {
          inbox_id: "101",
          inbox: "Web",
          channel: "webchat",
          channel_user_id: "w-an",
          last_incoming_at: expect.any(String),
        },
        expect.objectContaining({ inbox_id: "100", channel_user_id: AN_MESSENGER }),
      ],
    });
  });

  it("are found by the number that a customer typed, which ChatbotX kept as it was", async () => {
    const { run, simulator, asked } = await openShop(dialect);
    const contacts = [{ id: "1003", phone: "0908075555" }];
    simulator.seed({ workspaces: { [WORKSPACE]: { contacts } } });
    expect(await run("find_contact", { phone: "+84 908 075 555" })).toMatchObject({
      contact_id: "1003",
    });
    expect(asked()).toEqual([
      "GET /v1/contacts/phone:%2B84908075555",
      "GET /v1/contacts/phone:0908075555",
      "GET /v1/contacts/id:1003/custom-fields",
    ]);
  });

  it.each([
    [{ contact_id: "9" }, "not_found"],
    [{ phone: "0908070000" }, "not_found"],
    [{ email: "AN@example.com" }, "not_found"],
    [{ channel_user_id: "1000" }, "not_found"],
    [{ channel_user_id: "An" }, "not_found"],
    [{ phone: "12" }, "invalid_request"],
  ])("that are not there: %j is %s", async (who, reason) => {
    const { failure } = await openShop(dialect);
    expect(await failure("find_contact", who)).toMatchObject({ reason });
  });

  it.each(["find_contact", "block_contact"])(
    "%s with an id of a channel in place of the contact's says where that goes",
    async (action) => {
      const { failure } = await openShop(dialect);
      expect(await failure(action, { contact_id: "6543210987654321" })).toMatchObject({
        reason: "not_found",
        hint: expect.stringContaining("goes into channel_user_id"),
      });
    },
  );

  it("by a phone of a region that has none are an error of the connection", async () => {
    const { failure } = await openShop(dialect, { phoneRegion: "XX" });
    expect(await failure("find_contact", { phone: "0908071111" })).toMatchObject({
      code: "unknown_phone_region",
    });
  });

  it("with values of two fields of one name: neither is lost", async () => {
    const { run, simulator } = await openShop(dialect);
    const custom_fields = [{ id: "5100", name: "s_num", type: "shortText" as const }];
    simulator.seed({ workspaces: { [WORKSPACE]: { custom_fields } } });
    for (const id of ["5001", "5100"])
      await call(simulator, "POST", `/v1/contacts/id:${AN}/custom-fields/${id}`, { value: "1" });
    expect(await run("find_contact", { contact_id: AN })).toMatchObject({
      custom_fields: { s_num: "1", "s_num (shortText)": "1" },
    });
  });

  it("are one, when five steps make them at once", async () => {
    const { run, simulator } = await openShop(dialect);
    simulator.seed({ upsert_gap: "300ms" });
    const people = await Promise.all(
      ["0908079999", "+84908079999", "0908 079 999", "84908079999", "0908.079.999"].map((phone) =>
        run("upsert_contact", { phone, first_name: "Em" }),
      ),
    );
    const made = people as { contact_id: string; created: boolean; phone: string }[];
    expect(new Set(made.map(({ contact_id }) => contact_id)).size).toBe(1);
    expect(made.filter(({ created }) => created)).toHaveLength(1);
    expect(made[0]?.phone).toBe("+84908079999");
    expect(Object.keys(simulator.snapshot().workspaces[WORKSPACE]?.contacts ?? {})).toHaveLength(4);
  });

  it("are one, whether a step knows the phone, the e-mail or both, over whatever connection", async () => {
    const { run, runBeside, simulator } = await openShop(dialect);
    simulator.seed({ upsert_gap: "300ms" });
    const [email, phone] = ["em@example.com", "0908079999"];
    const people = await Promise.all([
      run("upsert_contact", { phone, email }),
      runBeside("upsert_contact", { phone: "+84908079999" }),
      run("upsert_contact", { email }),
      runBeside("upsert_contact", { email, phone }),
    ]);
    const ids = (people as { contact_id: string }[]).map(({ contact_id }) => contact_id);
    expect(new Set(ids).size).toBe(1);
    expect(Object.keys(simulator.snapshot().workspaces[WORKSPACE]?.contacts ?? {})).toHaveLength(4);
  });

  it("are changed where they are there, under any spelling, and then have the right one", async () => {
    const { run, simulator } = await openShop(dialect);
    const contacts = [{ id: "1003", phone: "0908075555", first_name: "Giang" }];
    simulator.seed({ workspaces: { [WORKSPACE]: { contacts } } });
    const input = { phone: "0908075555", last_name: "Lê", email: "giang@example.com" };
    expect(await run("upsert_contact", input)).toMatchObject({
      contact_id: "1003",
      created: false,
      full_name: "Giang Lê",
      phone: "+84908075555",
      email: "giang@example.com",
    });
    expect(await run("upsert_contact", { email: "giang@example.com" })).toMatchObject({
      contact_id: "1003",
      created: false,
    });
  });

  it("are not made twice when the answer was lost", async () => {
    const { run, failure, simulator } = await openShop(dialect);
    simulator.addFault({ endpoint: "upsert_contact", drop: true, after: true });
    const input = { email: "new@example.com", first_name: "Hà" };
    expect(await failure("upsert_contact", input)).toMatchObject({ reason: "unavailable" });
    expect(await run("upsert_contact", input)).toMatchObject({ created: false, first_name: "Hà" });
  });

  it("are updated with what ChatbotX would have kept, and nothing else", async () => {
    const { run, failure, simulator } = await openShop(dialect);
    const set = { first_name: "Anh", phone: "0908071112", timezone: "Asia/Tokyo" };
    expect(await run("update_contact", { contact_id: AN, set })).toEqual({ contact_id: AN });
    expect(simulator.contact(WORKSPACE, AN)).toMatchObject({
      name: "Anh Nguyễn",
      phone: "+84908071112",
      email: "an@example.com",
    });
    for (const wrong of [{ phone: "not a phone" }, { timezone: "Saigon time" }])
      expect(await failure("update_contact", { contact_id: AN, set: wrong })).toMatchObject({
        reason: "invalid_request",
      });
  });

  it("are blocked and unblocked", async () => {
    const { run, simulator } = await openShop(dialect);
    expect(await run("block_contact", { phone: AN_PHONE })).toEqual({ contact_id: AN });
    expect(simulator.contact(WORKSPACE, AN)?.blocked).toBe(true);
    expect(await run("unblock_contact", { contact_id: AN })).toEqual({ contact_id: AN });
    expect(simulator.contact(WORKSPACE, AN)?.blocked).toBe(false);
  });
});
