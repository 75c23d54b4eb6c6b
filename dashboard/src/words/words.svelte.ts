/** All texts of the page in the viewer's language. */
import { language } from "../preferences.svelte.ts";
import { en } from "./en.ts";
import { vi } from "./vi.ts";

export type Words = typeof en;

const WORDS: Record<string, Words> = { en, vi };

/** The texts; where it is called in markup, they follow the choice of the language. */
export function t(): Words {
  return WORDS[language()] ?? en;
}
