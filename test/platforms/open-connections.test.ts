import { expect, test } from "vitest";
import { closeConnections, openConnections } from "#src/platforms/open-connections.js";
import { context, failureOf, runIn, settings, USER } from "./ahachat/bot.ts";
import { OK, recordingServer } from "./recording-server.ts";

test("connections open by name; closing waits for the calls that are out", async () => {
  const server = await recordingServer();
  let release: (() => void) | undefined;
  server.answer = (response, arrival) => {
    release = () => OK(response, arrival);
  };
  const connections = openConnections(new Map([["shop", settings(server.url)]]));
  const connection = connections.get("shop");
  expect(connection).toMatchObject({ name: "shop", type: "ahachat", timeoutMs: 10_000 });

  const run = () =>
    runIn({ ...context(undefined), connection }, "ahachat.send_text", { user_id: USER, text: "a" });
  const call = run();
  await server.arrived(1);
  const closing = closeConnections(connections);
  release?.();
  await expect(call).resolves.toMatchObject({ success: true });
  await closing;
  expect(await failureOf(run())).toMatchObject({ reason: "unavailable" });
  await server.close();
});
