/** What an error of the API means in the viewer's language, where that is not the API's own. */
import { language } from "../preferences.svelte.ts";
import { errors } from "./vi/errors.ts";

/** Undefined when the API's own words, in English, have to do. @param code as the API gives it */
export function wordsOfError(code: string): string | undefined {
  return language() === "vi" ? errors.get(code) : undefined;
}
