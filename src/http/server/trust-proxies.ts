import type { Express } from "express";
import { addressCheck, withoutPort } from "../../ip-addresses.ts";

/**
 * Says whose `X-Forwarded-…` is believed: it decides what `request.ip` and `request.secure` are.
 * @param proxies addresses and ranges
 */
export function trustProxies(app: Express, proxies: readonly string[]): void {
  const isProxy = addressCheck(proxies);
  app.set("trust proxy", (address: string) => isProxy(withoutPort(address)));
}
