import { ahachat } from "./ahachat/ahachat.ts";
import { chatbotx } from "./chatbotx/chatbotx.ts";
import { googleSheets } from "./google_sheets/google-sheets.ts";
import { http } from "./http/http.ts";
import { openapi } from "./openapi/openapi.ts";
import type { Platform } from "./platform.ts";
import { senders } from "./senders/senders.ts";
import { smtp } from "./smtp/smtp.ts";
import { telegram } from "./telegram/telegram.ts";
import { zalo } from "./zalo/zalo.ts";

/** Every platform that flows can use: a line each. */
export const platforms: readonly Platform[] = [
  ahachat,
  chatbotx,
  googleSheets,
  smtp,
  telegram,
  zalo,
  http,
  openapi,
  ...senders,
];
