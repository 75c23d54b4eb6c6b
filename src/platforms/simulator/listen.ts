import type { Server } from "node:http";
import { AhaflowError } from "../../errors.ts";

/**
 * Lets a simulator's server listen.
 * @returns where it listens, without a slash at the end
 * @throws AhaflowError `cannot_listen` for an address that is taken
 */
export async function listen(server: Server, host: string, port: number): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      resolve();
    });
  }).catch((cause: NodeJS.ErrnoException) => {
    throw new AhaflowError("cannot_listen", `the simulator can't listen on ${host}:${port}`, {
      hint: `${cause.code ?? "unknown error"}; choose another port, or 0 for any free one`,
      cause,
    });
  });
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("not a TCP address");
  const { address: ip, port: taken } = address;
  return `http://${ip.includes(":") ? `[${ip}]` : ip}:${taken}`;
}

/** Ends every connection, answered or not. */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
