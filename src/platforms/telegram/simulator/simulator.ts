/** A stateful Bot API over HTTP: docs/telegram.md, and the common controls of docs/simulator.md. */
import type { Request } from "express";
import type { Reply } from "../../simulator/answer.ts";
import { startApiSimulator } from "../../simulator/api-simulator.ts";
import { Chats } from "./chats.ts";
import { shownText } from "./html.ts";
import { Refusal, refusal } from "./refusal.ts";

const LONGEST_TEXT = 4_096;

/** Starts Telegram. Any token is a bot's; a chat is there when it is first named, unless the seed says otherwise. */
export async function startSimulator(options: { readonly port?: number; readonly seed?: unknown }) {
  const chats = new Chats();
  return startApiSimulator(
    {
      calls: {
        getMe: {
          method: "post",
          path: "/bot:token/getMe",
          perform: (req) => answered(req, () => ({ id: Number(botOf(req)), is_bot: true })),
        },
        sendMessage: {
          method: "post",
          path: "/bot:token/sendMessage",
          perform: (req) => answered(req, () => send(chats, req)),
        },
      },
      noSuchCall: refusal(404, "Not Found"),
      shown: (url) => url.replace(/^\/bot[^/]*/, "/bot-"),
      snapshot: () => chats.snapshot(),
      seed: (seed) => chats.seed(seed),
      clear: () => chats.clear(),
    },
    options,
  );
}

function answered(req: Request, does: () => object): Reply {
  try {
    if (botOf(req) === undefined) throw new Refusal(401, "Unauthorized");
    return { status: 200, body: { ok: true, result: does() } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return refusal(error.code, error.description, error.parameters);
  }
}

function botOf(req: Request): string | undefined {
  return /^(\d+):[\w-]+$/.exec(String(req.params["token"]))?.[1];
}

function send(chats: Chats, { body }: Request): object {
  const { chat_id: id, text, parse_mode: mode, message_thread_id: thread } = body;
  const chat = chats.find(id);
  if (typeof text !== "string" || (mode !== undefined && mode !== "HTML"))
    throw new Refusal(400, "Bad Request: unsupported parse_mode");
  const shown = (mode === "HTML" ? shownText(text) : text).trim();
  if (shown === "") throw new Refusal(400, "Bad Request: message text is empty");
  if (Array.from(shown).length > LONGEST_TEXT)
    throw new Refusal(400, "Bad Request: message is too long");
  return chat.take({ text: shown, silent: body["disable_notification"] === true, thread });
}
