import { Refusal } from "./refusal.ts";

/** Tags of core.telegram.org/bots/api#html-style. */
const TAGS =
  /^(b|strong|i|em|u|ins|s|strike|del|tg-spoiler|span|a|tg-emoji|tg-time|code|pre|blockquote)$/;

const ENTITIES: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"' };

/** What a text in HTML shows. @throws Refusal 400 for what Telegram can't parse */
export function shownText(html: string): string {
  const open: string[] = [];
  const shown = html.replaceAll(/<(\/?)([^<>]*)>|</g, (_all, close: string, inside?: string) => {
    const name = inside?.split(/[\s/]/, 1)[0]?.toLowerCase() ?? "";
    if (!TAGS.test(name)) throw unparsed(`Unsupported start tag "${name}"`);
    if (close === "") open.push(name);
    else if (open.pop() !== name) throw unparsed(`Unexpected end tag "${name}"`);
    return "";
  });
  if (open.length > 0) throw unparsed(`Can't find end tag corresponding to "${open.at(-1)}"`);
  return shown.replaceAll(/&(lt|gt|amp|quot);/g, (all, name: string) => ENTITIES[name] ?? all);
}

function unparsed(why: string): Refusal {
  return new Refusal(400, `Bad Request: can't parse entities: ${why}`);
}
