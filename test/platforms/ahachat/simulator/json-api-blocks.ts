import { expect, onTestFinished } from "vitest";
import type { BlockSeed } from "#src/platforms/ahachat/simulator/seed.js";
import type { Simulator } from "#src/platforms/ahachat/simulator/simulator.js";
import { type RecordingServer, recordingServer } from "../../recording-server.ts";
import { BOT, request, start, USER } from "./platform.ts";

/** What every record of a request has. */
export const ANY = { url: expect.any(String), at: expect.any(String), bot: BOT, user: USER };

/** A server that JSON API blocks ask, and a simulator of the shop whose blocks ask it. */
export async function withBlocks(
  blocks: (url: string) => Record<string, BlockSeed>,
): Promise<[RecordingServer, Simulator]> {
  const server = await recordingServer();
  onTestFinished(() => server.close());
  const simulator = await start();
  simulator.seed({ bots: { [BOT]: { blocks: blocks(server.url) } } });
  return [server, simulator];
}

/** Lets the customer press a block, over HTTP. */
export async function press(simulator: Simulator, block_name: string, user = USER) {
  const path = `/_simulator/bots/${BOT}/users/${user}/press`;
  return (await request(simulator, "POST", path, { block_name })).body;
}
