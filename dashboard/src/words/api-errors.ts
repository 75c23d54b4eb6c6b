/** What an error of the API, or a refusal of a webhook, means in the viewer's language, where that is not its own. */
import { language } from "../preferences.svelte.ts";
import { errors } from "./vi/errors.ts";
import { refusals } from "./vi/refusals.ts";

/** Undefined when the API's own words, in English, have to do. @param code as the API gives it */
export function wordsOfError(code: string): string | undefined {
  return language() === "vi" ? errors.get(code) : undefined;
}

/** Why a webhook was refused, as far as its code tells. @param message what the sender was told, in English */
export function wordsOfRefusal(code: string, message: string): string {
  return (language() === "vi" ? refusals.get(code) : undefined) ?? message;
}
