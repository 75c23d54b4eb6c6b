import { expect, it } from "vitest";
import { maskPersonal } from "#src/telemetry/mask-personal.js";

it("makes up what tells who a person is, at every depth", () => {
  const body = {
    messenger_user_id: "6523889107654321",
    "first name": "An",
    first_name: "Ân",
    Phone: "0908071111",
    phoneNumber: "+84 908 071 111",
    email: "an.tran@shop.vn",
    order: { id: 1024, total: 2_000_000, lines: [{ name: "Áo Dài", qty: 2 }] },
    address: { street: "12 Lê Lợi", floor: 3, lift: true },
    tags: ["new", "buyer"],
    gender: null,
  };
  expect(maskPersonal(body)).toEqual({
    messenger_user_id: "6111111101111111",
    "first name": "An",
    first_name: "Xx",
    Phone: "0101011111",
    phoneNumber: "+11 101 011 111",
    email: "xx.xxxx@xxxx.xx",
    order: { id: 1011, total: 2_000_000, lines: [{ name: "Xx Xxx", qty: 2 }] },
    address: { street: "11 Xx Xxx", floor: 3, lift: true },
    tags: ["new", "buyer"],
    gender: null,
  });
});

it("makes up credentials", () => {
  const headers = {
    "x-api-key": "Abc-123",
    "X-Hub-Signature-256": "sha256=ab12",
    ahachat_token: "f00d",
    host: "a.example",
  };
  expect(maskPersonal(headers)).toEqual({
    "x-api-key": "Xxx-111",
    "X-Hub-Signature-256": "xxx111=xx11",
    ahachat_token: "x00x",
    host: "a.example",
  });
});

it("changes nothing of what it is given, and takes what is no object", () => {
  const body = Object.freeze({ name: "An", list: Object.freeze([Object.freeze({ phone: "09" })]) });
  expect(maskPersonal(body)).toEqual({ name: "Xx", list: [{ phone: "01" }] });
  for (const value of ["text", 7, true, null, undefined, []])
    expect(maskPersonal(value)).toEqual(value);
});
