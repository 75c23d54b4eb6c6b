import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskPersonal } from "#src/telemetry/mask-personal.js";
import { tellsPerson } from "#src/telemetry/personal-names.js";

it("makes up what tells who a person is, at every depth, in the same form", () => {
  const body = {
    messenger_user_id: "6523889107654321",
    "first name": "An",
    first_name: "Ân",
    Phone: "0908071111",
    phoneNumber: "+84 908 071 111",
    email: "an.tran@shop.vn",
    order: { id: 1024, total: 2_000_000, lines: [{ product_name: "Áo Dài", qty: 2 }] },
    address: { street: "12 Lê Lợi", floor: 3, lift: true },
    customer: { points: 120, tier: "gold", dob: "1990-05-23T07:08:09Z" },
    avatar: "https://cdn.vn/a/B7.jpg",
    tags: ["new", "buyer"],
    gender: null,
  };
  expect(maskPersonal(body)).toEqual({
    messenger_user_id: "1111111101111111",
    "first name": "Xx",
    first_name: "Xx",
    Phone: "0901111111",
    phoneNumber: "+84 901 111 111",
    email: "xx.xxxx@xxxx.xx",
    order: { id: 1011, total: 2_000_000, lines: [{ product_name: "Áo Dài", qty: 2 }] },
    address: { street: "11 Xx Xxx", floor: 1, lift: true },
    customer: { points: 120, tier: "gold", dob: "1110-01-11T01:01:01Z" },
    avatar: "https://xxx.xx/x/X1.xxx",
    tags: ["new", "buyer"],
    gender: null,
  });
});

describe("the name of a field", () => {
  it.each(
    `customer_phone customer-phone customerPhone customer[phone] customer.phone CustomerPhone phone2 PHONE
    receiver_tel mobileNumber sdt sdt_nguoi_nhan SĐT so_dien_thoai soDienThoai sodienthoai số_điện_thoại
    ho_ten hoTen hoten họ_tên ten_khach_hang ten receiver_name receiverName fullname FullName full_name
    dia_chi diachi địa_chỉ dia_chi_giao_hang shipping_address billingAddress1 ward email contact_email
    userEmail psid messenger_user_id user_id customerId recipient[id] id ngay_sinh dob cccd so_cccd
    X-Real-IP X-Forwarded-For CF-Connecting-IP True-Client-IP remote_addr Forwarded Cookie set-cookie
    api_key x-api-key access_token X-Hub-Signature-256 mat_khau password otp session_id stk
    so_tai_khoan bank_account gioi_tinh zalo nguoi_nhan khach_hang buyer`.split(/\s+/),
  )("%s tells", (name) => {
    expect(tellsPerson(name)).toBeDefined();
  });

  it.each(
    `order_id product_id product_name shop_name ten_san_pham tenSanPham event_name status total note
    source tags quantity price currency code type created_at description sku shipping_fee
    trang_thai tong_tien ghi_chu host content-type user-agent method title points company
    tinh_trang description keyword monkey`.split(/\s+/),
  )("%s does not", (name) => {
    expect(tellsPerson(name)).toBeUndefined();
  });
});

describe("the look of a value", () => {
  it.each([
    ["gọi 0908.071.112 nhé", "gọi 0901.111.111 nhé"],
    ["gọi (+84) 908 071 112", "gọi (+84) 901 111 111"],
    ["84908071112", "84901111111"],
    ["+1 415-555-2671", "+1 111-111-1111"],
    ["028 3822 1234", "011 1111 1111"],
    ["thư an@shop.vn.", "thư xx@xxxx.xx."],
    ["psid 6523889107654321", "psid 1111111101111111"],
    ["079190001234", "011110001111"],
    ["từ 113.161.4.5", "từ 111.111.1.1"],
    ["từ 2402:800:61c0::1", "từ 1101:100:11a0::1"],
    ["eyJhbGci.eyJzdWI.c2ln", "xxXxxXxx.xxXxxXX.x1xx"],
    ["Bearer 3Fa85Kx9Qz7LmN2pRt6VwYb4", "Bearer 1Xx11Xx1Xx1XxX1xXx1XxXx1"],
    ["12 Lê Lợi, P. Bến Nghé, Quận 1, TP HCM", "11 Xx Xxx, X. Xxx Xxxx, Xxxx 1, XX XXX"],
    ["so 5 ngo 12, phuong Dong Tam", "xx 1 xxx 11, xxxxxx Xxxx Xxx"],
    ['{"sdt":"0908071112"}', '{"sdt":"0901111111"}'],
    ["https://a.vn/x?sdt=0908071112&ten=An", "https://a.vn/x?sdt=0901111111&ten=Xx"],
    ["/carts/0908071112", "/carts/0901111111"],
    ["/of/an%40shop.vn", "/of/xx@xxxx.xx"],
  ])("%s is masked", (text, masked) => {
    expect(maskPersonal({ note: text })).toEqual({ note: masked });
  });

  it.each([
    "DH1024",
    "240.000đ",
    "120.000.000",
    "1.250.000,50",
    "2026-03-01T18:30:00+07:00",
    "2026-03-01 18:30",
    "12:30:45",
    "1764300123",
    "1764300123000",
    "v1.20.3",
    "Áo dài đỏ, size M",
    "123e4567-e89b-12d3-a456-426614174000",
    "application/json; charset=utf-8",
    "https://shop.vn/p?id_product=7",
    "đã xác nhận",
    "100%",
  ])("%s stays", (text) => {
    expect(maskPersonal({ note: text })).toEqual({ note: text });
  });

  it("goes for numbers too: phones and long digits, and no price or time", () => {
    const numbers = [908_071_112, 84_908_071_112, 65_238_891_076_543, 950_000_000, 1_764_300_123];
    expect(maskPersonal({ numbers })).toEqual({
      numbers: [101_011_111, 84_901_111_111, 11_111_111_011_111, 950_000_000, 1_764_300_123],
    });
  });
});

it("masks a value wherever it stands again, also in the path and as a key", () => {
  const sample = {
    path: "/khach/Tr%E1%BA%A7n%20An/An",
    params: { ten: "Trần An", ho: "An" },
    headers: {
      host: "a.example",
      "x-real-ip": "113.161.4.5",
      referer: "https://a.vn/?q=tr%E1%BA%A7n+an",
    },
    body: { customer: "Trần An", note: "giao TRẦN AN, An toàn", "0908071112": 1, "0908071113": 2 },
  };
  const masked = maskPersonal(sample);
  expect(masked).toEqual({
    path: "/khach/Xxxx%20Xx/Xx",
    params: { ten: "Xxxx Xx", ho: "Xx" },
    headers: { host: "a.example", "x-real-ip": "111.111.1.1", referer: "https://a.vn/?q=xxxx+xx" },
    body: {
      customer: "Xxxx Xx",
      note: "giao XXXX XX, Xx toàn",
      "0901111111": 1,
      "0901111111_2": 2,
    },
  });
});

it("changes nothing of what it is given, and takes what is no object", () => {
  const body = Object.freeze({ name: "An", list: Object.freeze([Object.freeze({ phone: "09" })]) });
  expect(maskPersonal(body)).toEqual({ name: "Xx", list: [{ phone: "01" }] });
  for (const value of ["text", 7, true, null, undefined, []])
    expect(maskPersonal(value)).toEqual(value);
});

it("lets no value of a personal field survive anywhere, and keeps every type", () => {
  const letters = fc.string({
    unit: fc.constantFrom(...Array.from("abcđeghiklmnơpqrstưvyÂBCDĐEGH")),
    minLength: 2,
    maxLength: 9,
  });
  const name = fc.array(letters, { minLength: 1, maxLength: 3 }).map((words) => words.join(" "));
  const phone = fc
    .tuple(fc.constantFrom("0", "+84", "84"), fc.stringMatching(/^[35789][2-9]{8}$/))
    .map((parts) => parts.join(""));
  const value = fc.oneof(name, phone);
  const field = fc.constantFrom(
    "customer_phone",
    "sdt",
    "ho_ten",
    "dia_chi",
    "receiver_name",
    "customer[phone]",
    "X-Real-IP",
    "userEmail",
  );
  const delivery = fc.record({
    field,
    value,
    before: fc.constantFrom("", "giao cho ", "/a/", "Áo (", '"'),
    after: fc.constantFrom("", " nhé", "/b", ")", "."),
  });
  fc.assert(
    fc.property(delivery, ({ field, value, before, after }) => {
      // A short name may stand in what is shown whatever the values are: "ea" in "headers".
      const always = "path headers x-note query body deep text other true giao cho áo nhé";
      fc.pre(!`${always} ${field}`.toLowerCase().includes(value.toLowerCase()));
      const text = `${before}${value}${after}`;
      const sample = {
        path: encodeURI(`/a/${value}/b`),
        headers: { [field]: value, "x-note": text },
        query: { q: [text, encodeURIComponent(value)] },
        body: {
          deep: [{ [field]: value }],
          text: JSON.stringify({ other: value }),
          [`k ${value}`]: true,
        },
      };
      const masked = maskPersonal(sample);
      const shown = `${JSON.stringify(masked)} ${decodeURI(masked.path)}`.toLowerCase();
      expect(shown).not.toContain(value.toLowerCase());
      expect(typesOf(masked)).toEqual(typesOf(sample));
    }),
    { numRuns: 300 },
  );
});

/** The types of values, whatever their keys. */
function typesOf(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return typeof value;
  return Object.values(value).map(typesOf);
}

describe("what a stranger sends", () => {
  const units = ["a", "a-", "1.", "0-", "a.", "a%20", "eyJa.", "0 9 ", "duong ", "a@", "{", "x=y&"];
  // Each takes a moment; what looked again and again through all that follows took half a minute.
  it.each(units)("costs little when %j is repeated for long", (unit) => {
    const text = unit.repeat(Math.ceil(100_000 / unit.length));
    expect(maskPersonal({ note: text, name: "Trần Bình" })).toHaveProperty("name", "Xxxx Xxxx");
  });

  it("costs little with many names, which are found again all the same", () => {
    const names = Array.from({ length: 20_000 }, (_, at) => `Khach${at}`);
    const masked = maskPersonal({
      people: names.map((name) => ({ name })),
      note: `Gửi ${names[19_999]} và bạn`,
    });
    expect(masked.note).toBe("Gửi Xxxxx11111 và bạn");
  });
});

it("does not find a short value in the middle of a word", () => {
  const masked = maskPersonal({
    name: "Be 25",
    first_name: "Be",
    age_of_person: 25,
    ref: "BE1024",
    trace: "019ab3be-6b7e-7c11-9c7d-2f1f0d7c5a10",
    note: "Be gọi lại, be-hn",
  });
  expect(masked).toMatchObject({
    first_name: "Xx",
    ref: "BE1024",
    trace: "019ab3be-6b7e-7c11-9c7d-2f1f0d7c5a10",
    note: "Xx gọi lại, xx-hn",
  });
});
