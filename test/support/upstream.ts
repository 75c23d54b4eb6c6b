import { onTestFinished } from "vitest";
import { type RecordingServer, recordingServer } from "../platforms/recording-server.ts";

export { type Answer, json, OK, type RecordingServer } from "../platforms/recording-server.ts";

/** A server that flows call, which goes when the test ends. */
export async function startUpstream(): Promise<RecordingServer> {
  const server = await recordingServer();
  onTestFinished(() => server.close());
  return server;
}

/** The calls so far, as the flows of the tests name themselves: `run step`. */
export function callsOf({ arrivals }: RecordingServer): string[] {
  return arrivals.map(({ json }) => {
    const { run, step } = json as { run: string; step: string };
    return `${run} ${step}`;
  });
}
