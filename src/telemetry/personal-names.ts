/** Which names of fields tell who a person is or let somebody in, in English and in Vietnamese. */

/** Parts of names, as words without diacritics: what stands under them is somebody's. */
const WORDS = new Set(
  `phone phones tel telephone mobile cell cellphone fax sdt dt hotline whatsapp viber zalo
  email emails mail address addresses addr street ward district zip zipcode postal postcode
  birthday birthdate dob birth psid asid uid username nickname surname hoten diachi
  cccd cmnd cmt passport mst stk iban avatar gender sex ip forwarded cookie cookies session
  token tokens secret secrets password passwd pass pwd passcode otp pin jwt csrf authorization
  signature sign hmac apikey credential credentials lat lng latitude longitude`.split(/\s+/),
);

/** Rows of words, and longer words that are also written in one with others. */
const PHRASES =
  /phone|email|address|birthday|birthdate|password|passwd|secret|token|signature|authorization|apikey|cookie|firstname|lastname|fullname|middlename|username|nickname|customername|profilepic|dateofbirth|dienthoai|sodt|hoten|hovaten|tendaydu|diachi|matkhau|ngaysinh|gioitinh|sotaikhoan|accountn(o|um)|cardn(o|um)|bankaccount|sonha|phuongxa|quanhuyen|tinhthanh|(private|access|secure|encryption)key|realip|clientip|remoteaddr/;

/** Somebody's id, and not that of an order or a product. */
const ID =
  /^id$|(user|customer|client|buyer|sender|recipient|receiver|messenger|facebook|fb|account|contact|subscriber|member|khach|khachhang|nguoidung)ids?$/;

/** Whoever a text is about; what stands in an object under it goes by its own names. */
const PERSON =
  /^(customer|client|buyer|payer|receiver|recipient|consignee|sender|contact|user|author|owner|member|subscriber|patient|guest|ho|khach|khachhang|nguoinhan|nguoigui|nguoimua|nguoidat|nguoitao|nhanvien)$/;

/** Names that name no person. */
const THINGS =
  /product|item|event|shop|store|file|category|brand|status|variant|sku|payment|carrier|service|branch|campaign|block|page|flow|type|method|warehouse|field|tag|app|sanpham|(?<!khach)hang$|cuahang|dichvu|danhmuc|sukien|trangthai/;

/** What a field's name tells: all below it is somebody's, or a text or number alone. */
export function tellsPerson(field: string): "all" | "value" | undefined {
  const words = wordsOf(field);
  const joined = words.join("");
  if (words.some((word) => WORDS.has(word)) || PHRASES.test(joined) || ID.test(joined))
    return "all";
  const isName = words.some((word) => /^(names?|ten)$/.test(word)) || joined.endsWith("name");
  if (isName && !THINGS.test(joined)) return "all";
  return PERSON.test(joined) ? "value" : undefined;
}

/** A text without diacritics, in small letters. */
export function plain(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").replaceAll(/[đĐ]/g, "d").toLowerCase();
}

/** `customerPhone2`, `customer[phone]` and `Customer-Phone` are all `customer phone`. */
function wordsOf(field: string): string[] {
  const parted = field
    .normalize("NFC")
    .replaceAll(/(\p{Ll}|\d)(?=\p{Lu})|(\p{Lu})(?=\p{Lu}\p{Ll})/gu, "$& ");
  return plain(parted).match(/[a-z]+/g) ?? [];
}
