import { addAbortSignal, Readable } from "node:stream";
import { findJsonMistake } from "../documents/json-mistake.ts";
import { JsonLimitError, parseJson } from "../documents/parse-json.ts";
import { MAX_JSON_BYTES, readTextFile, readTextStream } from "../documents/read-text-file.ts";
import { AhaflowError } from "../errors.ts";
import type { TriggeredFlow } from "../flows/compiled-flow.ts";
import type { TriggerPayload } from "../journal/records.ts";
import { payloadByHand } from "../triggers/payload-by-hand.ts";
import { WebhookRejection } from "../triggers/webhook-rejection.ts";
import type { Console } from "./console.ts";

/**
 * The payload of a run by hand: from a file, else from the flow's sample; for a schedule, a slot now.
 * @throws AhaflowError `bad_argument` when there is neither, or the file can't be read;
 *   `payload_invalid` for what the daemon would refuse
 */
export async function readPayload(
  file: string | undefined,
  flow: TriggeredFlow,
  console: Console,
): Promise<TriggerPayload> {
  const given = file === undefined ? undefined : await readJson(file, console);
  if (flow.webhook !== undefined && given === undefined && flow.webhook.sample === undefined)
    throw new AhaflowError("bad_argument", `the flow ${flow.name} has no sample`, {
      hint: "give a delivery with --payload FILE, or name one in the flow: on.webhook.sample",
    });
  try {
    return payloadByHand(flow, given, Date.now());
  } catch (error) {
    if (!(error instanceof WebhookRejection)) throw error;
    const places = (error.details ?? []).map(({ pointer, message }) => `${pointer} ${message}`);
    const message = [error.message, ...places].join("\n  ");
    throw new AhaflowError("payload_invalid", message, {
      hint: "the daemon refuses it too; change the payload, or what the flow takes",
    });
  }
}

/** A payload's file; `-` is the standard input. @throws AhaflowError `bad_argument` */
export async function readJson(
  file: string,
  { input = Readable.from([]), ending }: Console,
): Promise<unknown> {
  const read =
    file === "-"
      ? await readTextStream(addAbortSignal(ending, input), MAX_JSON_BYTES)
      : readTextFile(file, MAX_JSON_BYTES);
  const what = file === "-" ? "on the standard input" : file;
  if (!("text" in read)) throw new AhaflowError("bad_argument", `the payload ${what} ${read.why}`);
  const mistake = findJsonMistake(read.text);
  const place = mistake === undefined ? "" : ` (line ${mistake.line}, column ${mistake.column})`;
  // As the webhook: which of the two is meant, nobody knows.
  if (mistake?.kind === "duplicate")
    throw new AhaflowError(
      "bad_argument",
      `the payload ${what} has a key twice in one object${place}`,
      { hint: "the daemon refuses it too; take one of them away" },
    );
  try {
    return parseJson(read.text);
  } catch (cause) {
    const why = cause instanceof JsonLimitError ? `: ${cause.message}` : ` is not JSON${place}`;
    throw new AhaflowError("bad_argument", `the payload ${what}${why}`, { cause });
  }
}
