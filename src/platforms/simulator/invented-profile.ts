/** What a platform knows of a person by itself. */
export interface Profile {
  first_name: string;
  last_name: string;
  gender: string;
  locale: string;
  /** In the form of `normalizePhone`; null for a customer who gave none. */
  phone: string | null;
}

const WOMEN = ["Lan", "Mai", "Hương", "Thảo", "Ngọc", "Linh", "Trang", "Hà"];
const MEN = ["An", "Minh", "Tuấn", "Hùng", "Dũng", "Khoa", "Phúc", "Sơn"];
const FAMILIES = ["Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Võ", "Đặng", "Bùi"];

/** A made-up Vietnamese person, the same one every time for one user id. */
export function inventProfile(userId: string): Profile {
  let hash = 0;
  for (const character of userId) hash = (hash * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  const woman = hash % 2 === 0;
  const names = woman ? WOMEN : MEN;
  return {
    first_name: names[(hash >>> 1) % names.length] ?? "An",
    last_name: FAMILIES[(hash >>> 4) % FAMILIES.length] ?? "Nguyễn",
    gender: woman ? "female" : "male",
    locale: "vi_VN",
    phone: null,
  };
}
