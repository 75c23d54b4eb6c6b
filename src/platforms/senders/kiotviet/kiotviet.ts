import type { Auth, Credential } from "../../../generated/flow.ts";
import { describeDelivery } from "../../deliveries.ts";
import type { Platform } from "../../platform.ts";

/** Nobody has settled which of them stands before the hexadecimal digits. */
const PREFIXES = [undefined, "sha256=", "sha1="];

const event = describeDelivery({
  name: "kiotviet.event",
  sender: "KiotViet",
  carries: ["path", "query"],
  dedupeKey: "{{default body.Id (hash (json body))}}",
  waysIn: ({ secret = [] }) => PREFIXES.map((prefix) => signed(secret, prefix)),
  accepted: { status: 200 },
  resends: { words: "Attempt counts them, the pauses are not known" },
  documented: {
    auth: "?",
    answer: "doc",
    resends: "?",
    source: "kiotviet.vn: public API retail, 2.11",
    read: "2026-11-28",
    doubts: [
      "The page says that X-Hub-Signature is an HMAC-SHA256, and neither how it is written nor what stands before it: plain, `sha256=` and `sha1=` are taken, all by SHA-256 in hex.",
      "A 400, 401, 403, 404 or 405 makes KiotViet stop sending, though the page asks for 401 on a wrong signature: try the secret before you rely on it, and let a schema of the flow's own refuse nothing.",
      "It waits 5 s for an answer.",
    ],
  },
});

/** KiotViet tells of what is changed and deleted. */
export const kiotviet: Platform = {
  type: "kiotviet",
  title: "KiotViet",
  actions: [],
  webhooks: { kinds: [event] },
};

function signed(key: Credential, prefix: string | undefined): Auth {
  const header = "X-Hub-Signature";
  return {
    signature: {
      digest: "hmac-sha256",
      key,
      in: prefix === undefined ? { header } : { header, prefix },
      of: [{ raw: true }],
    },
  };
}
