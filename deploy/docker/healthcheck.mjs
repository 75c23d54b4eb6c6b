// The image's HEALTHCHECK: exit 0 when the daemon in this container says that it is ready, else 1 and
// why. A file of its own because the image has neither a shell nor curl.
import { get } from "node:http";

/** Time that an answer may take, in milliseconds; below the HEALTHCHECK's own limit. */
const TIMEOUT_MS = 4_000;

const env = process.env;
const given = env.AHAFLOW_ADMIN_HOST || "127.0.0.1";
// A listener on all addresses is asked on the loopback one.
const host = { "0.0.0.0": "127.0.0.1", "::": "::1" }[given] ?? given;
const port = env.AHAFLOW_ADMIN_PORT || "8081";

const request = get({ host, port, path: "/readyz", timeout: TIMEOUT_MS }, (response) => {
  response.pipe(process.stdout);
  if (response.statusCode !== 200) process.exitCode = 1;
});
request.on("timeout", () => request.destroy(new Error(`no answer within ${TIMEOUT_MS} ms`)));
request.on("error", ({ message }) => {
  process.stdout.write(`${host}:${port}: ${message}\n`);
  process.exitCode = 1;
});
