import { comparison } from "./comparison.ts";
import { dates } from "./dates.ts";
import { encoding } from "./encoding.ts";
import type { Helper } from "./helper.ts";
import { lists } from "./lists.ts";
import { logic } from "./logic.ts";
import { numbers } from "./numbers.ts";
import { phone } from "./phone.ts";
import { text } from "./text.ts";

/** Every helper, by the heading under which the reference page shows it. */
export const HELPER_GROUPS: readonly {
  readonly title: string;
  readonly helpers: readonly Helper[];
}[] = [
  { title: "Comparison", helpers: comparison },
  { title: "Logic", helpers: logic },
  { title: "Text", helpers: text },
  { title: "Numbers", helpers: numbers },
  { title: "Dates", helpers: dates },
  { title: "Lists", helpers: lists },
  { title: "Telephone numbers", helpers: phone },
  { title: "Encoding", helpers: encoding },
];

const HELPERS: ReadonlyMap<string, Helper> = new Map(
  HELPER_GROUPS.flatMap((group) => group.helpers).map((helper) => [helper.name, helper]),
);

/** The helper that templates call by this name. */
export function findHelper(name: string): Helper | undefined {
  return HELPERS.get(name);
}

/** All names that templates can call. */
export function helperNames(): readonly string[] {
  return [...HELPERS.keys()];
}
