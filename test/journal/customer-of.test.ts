import { describe, expect, it } from "vitest";
import { customerOf } from "#src/journal/customer-of.js";
import type { WebhookPayload } from "#src/journal/records.js";

const webhook = (body: unknown, query = {}): WebhookPayload => ({
  method: "POST",
  path: "/a",
  headers: { "x-user-id": "1" },
  query,
  params: {},
  body,
  received_at: "2026-11-28T00:00:00.000Z",
});
const of = (body: unknown) => customerOf(webhook(body));

describe("the customer of a run", () => {
  const nobody = { id: undefined, name: undefined, phone: undefined };

  it.each<[object, object | undefined]>([
    [
      { messenger_user_id: "6523889107654321", first_name: "An", last_name: "Nguyễn" },
      { id: "6523889107654321", name: "Nguyễn An" },
    ],
    [
      { id: 99, customer: { id: 7, name: "Trần Bé", phone_number: "0908 071 111" } },
      { id: "7", name: "Trần Bé", phone: "0908 071 111" },
    ],
    [{ order: { khách_hàng: { tên: "Lê Đức", sđt: "0912" } } }, { name: "Lê Đức", phone: "0912" }],
    [{ name: "Bình", product: { name: "Áo" } }, { name: "Bình" }],
    [{ product: { name: "Áo" }, shop_phone: "1900", store: { phone: "1901" } }, undefined],
    [
      { contactId: "c1", customerPhone: 908071111 },
      { id: "c1", phone: "908071111" },
    ],
    [{ users: [{ user_id: "u1" }, { user_id: "u2" }] }, { id: "u1" }],
    [{ full_name: " ", user_id: "", phone: null, sdt: "0908" }, { phone: "0908" }],
    [{ full_name: "<img src=x onerror=alert(1)>" }, { name: "<img src=x onerror=alert(1)>" }],
    [{ user_id: "x".repeat(101) }, undefined],
  ])("of %j is %j", (body, customer) => {
    expect(of(body)).toEqual(customer && { ...nobody, ...customer });
  });

  it("is found in a query, in inputs, and nowhere else", () => {
    expect(customerOf(webhook(null, { phone: "0908" }))?.phone).toBe("0908");
    expect(customerOf({ inputs: { user_id: "1" } })?.id).toBe("1");
    expect(customerOf({ scheduled_at: "2026-11-28T00:00:00.000Z" })).toBeUndefined();
    for (const body of [null, "user_id", 1, [], [[[]]]]) expect(of(body)).toBeUndefined();
  });

  it("is looked for in the first fields of a large payload alone", () => {
    const many = Object.fromEntries(Array.from({ length: 300 }, (_, n) => [`field_${n}`, n]));
    expect(of({ ...many, user_id: "1" })).toBeUndefined();
    expect(of({ user_id: "1", ...many })?.id).toBe("1");
  });
});
