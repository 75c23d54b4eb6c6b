import * as fc from "fast-check";
import { afterAll, beforeAll, expect, it } from "vitest";
import { parseBody } from "#src/triggers/parse-body.js";
import { context, runIn } from "../platforms/ahachat/bot.ts";
import { type RecordingServer, recordingServer } from "../platforms/recording-server.ts";
import { render } from "../templates/context.ts";

let server: RecordingServer;
beforeAll(async () => {
  server = await recordingServer();
});
afterAll(() => server.close());

it("a whole number of 1 to 40 digits goes from the webhook to the call digit for digit, and back", async () => {
  await fc.assert(
    fc.asyncProperty(fc.stringMatching(/^[1-9]\d{0,39}$/), async (digits) => {
      const body = parseBody("application/json", new TextEncoder().encode(`{"id": ${digits}}`));
      const scope = { trigger: { body } };
      server.answer = (response) => {
        response.writeHead(200, { "content-type": "application/json" });
        response.end(`{"id": ${digits}}`);
      };
      const output = await runIn(context(undefined), "http.request", {
        url: server.url,
        method: "POST",
        json: {
          alone: render("{{trigger.body.id}}", scope),
          inside: render("Đơn {{trigger.body.id}}!", scope),
          written: render("{{json trigger.body}}", scope),
        },
      });
      const sent = server.arrivals.at(-1)?.text ?? "";
      expect(sent.replaceAll('\\"', "").replaceAll('"', "")).toBe(
        `{alone:${digits},inside:Đơn ${digits}!,written:{id:${digits}}}`,
      );
      expect(render("{{steps.a.output.body.id}}!", { steps: { a: { output } } })).toBe(
        `${digits}!`,
      );
    }),
    { numRuns: 200 },
  );
});
