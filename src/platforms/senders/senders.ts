import type { Platform } from "../platform.ts";
import { casso } from "./casso/casso.ts";
import { getfly } from "./getfly/getfly.ts";
import { ghn } from "./ghn/ghn.ts";
import { ghtk } from "./ghtk/ghtk.ts";
import { haravan } from "./haravan/haravan.ts";
import { kiotviet } from "./kiotviet/kiotviet.ts";
import { momo } from "./momo/momo.ts";
import { nhanh } from "./nhanh/nhanh.ts";
import { pay2s } from "./pay2s/pay2s.ts";
import { payos } from "./payos/payos.ts";
import { sapo } from "./sapo/sapo.ts";
import { sepay } from "./sepay/sepay.ts";
import { vnpay } from "./vnpay/vnpay.ts";
import { zalopay } from "./zalopay/zalopay.ts";

/** Those that only send: a folder and a line each, and docs/senders.md for people. */
export const senders: readonly Platform[] = [
  casso,
  getfly,
  ghn,
  ghtk,
  haravan,
  kiotviet,
  momo,
  nhanh,
  pay2s,
  payos,
  sapo,
  sepay,
  vnpay,
  zalopay,
];
