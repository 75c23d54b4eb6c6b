import type { Platform } from "../platform.ts";
import { connections } from "./connections.ts";

/** Any API that an OpenAPI document describes. Its actions are those of its connections. */
export const openapi: Platform = {
  type: "openapi",
  title: "OpenAPI",
  actions: [],
  connections,
};
