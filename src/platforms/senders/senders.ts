import type { Platform } from "../platform.ts";
import { ghn } from "./ghn/ghn.ts";
import { haravan } from "./haravan/haravan.ts";
import { payos } from "./payos/payos.ts";
import { sepay } from "./sepay/sepay.ts";
import { vnpay } from "./vnpay/vnpay.ts";

/** Those that only send: a folder and a line each, and docs/senders.md for people. */
export const senders: readonly Platform[] = [ghn, haravan, payos, sepay, vnpay];
