import type { ValuePath } from "../documents/yaml-document.ts";

/** Where a flow's own ways in stand. */
export const AUTH_PATH: ValuePath = ["on", "webhook", "auth"];

/** Where what its sender has for a way in stands. */
export const CREDENTIALS_PATH: ValuePath = ["on", "webhook", "credentials"];
