import type { Credential, Signature, SignedPart } from "../../generated/flow.ts";
import { describeDelivery } from "../deliveries.ts";

/** Who has met it says either of both: the body has it, and a header, too. */
const TIMES: readonly SignedPart[] = [{ body: "timestamp" }, { header: "X-ZEvent-Timestamp" }];
const PLACES: readonly Signature["in"][] = [
  { header: "X-ZEvent-Signature", prefix: "mac=" },
  { header: "X-ZEvent-Signature" },
];

/** Zalo tells of what happens at an official account. */
export const event = describeDelivery({
  name: "zalo.event",
  sender: "Zalo",
  carries: ["path", "query"],
  dedupeKey:
    "{{body.event_name}}/{{default body.sender.id (default body.follower.id '-')}}/{{default body.message.msg_id body.timestamp}}",
  waysIn: ({ app_id = [], oa_secret_key = [] }) =>
    PLACES.flatMap((place) =>
      TIMES.map((time) => ({ signature: signed(app_id, time, oa_secret_key, place) })),
    ),
  trials: [{ body: {}, unsigned: true }],
  accepted: { status: 200 },
  success: { status: 200 },
  resends: { words: "for up to 12 hours, then it is switched off; 2 s for an answer" },
  documented: {
    auth: "3rd",
    answer: "3rd",
    resends: "3rd",
    source: "hainh.me, tinhoc88, and code of others; no page of Zalo's own was found",
    read: "2026-11-28",
    doubts: [
      "Several take the signature for an HMAC: it is a plain SHA-256 with the secret at the end.",
      "The time is not held against a clock: no page says how old it may be.",
      "It has to hear 200 within 2 s: a respond step that takes longer makes it send again.",
    ],
  },
});

function signed(
  appId: Credential,
  time: SignedPart,
  secret: Credential,
  place: Signature["in"],
): Signature {
  return {
    digest: "sha256",
    in: place,
    of: [{ value: appId }, { raw: true }, time, { value: secret }],
  };
}
