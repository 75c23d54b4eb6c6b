/** A platform of tests alone: ducks that say things. It is this folder and a line in the registry. */
import { shippedValidator } from "#src/documents/schema-validator.js";
import { CallSlots } from "#src/outgoing/call-slots.js";
import type { Quota } from "#src/outgoing/quota.js";
import type { Connection } from "#src/platforms/action.js";
import { type ConnectionSettings, connectionSettings } from "#src/platforms/connection-settings.js";
import type { Platform } from "#src/platforms/platform.js";
import { startPond } from "./pond.ts";
import { say } from "./say.ts";
import { noted, splash } from "./splash.ts";

interface ToySettings extends ConnectionSettings {
  readonly key: string;
  readonly isMute: boolean;
}

/** A pond that is open. */
export interface ToyConnection extends Connection {
  readonly settings: ToySettings;
}

const connection = {
  type: "object",
  additionalProperties: false,
  required: ["type", "key"],
  properties: {
    type: { const: "toy" },
    key: { type: "string", minLength: 8 },
    mute: { type: "boolean" },
    base_url: { type: "string" },
  },
};

export const toy: Platform = {
  type: "toy",
  title: "Toy Ducks",
  actions: [say],
  connections: {
    check: shippedValidator({
      type: "object",
      properties: { connections: { type: "object", additionalProperties: connection } },
    }),
    credentials: () => [
      { at: ["key"], isSecret: true, standIn: (place) => `stand-in-key-${place}` },
    ],
    credentialsHint: "it hangs beside the pond",
    offline: ["mute"],
    settings: (name, config: { type: string; key: string; mute?: boolean }): ToySettings => ({
      ...connectionSettings(name, config, {
        baseUrl: "https://pond.example",
        rateLimit: "100/s",
        timeout: "5s",
      }),
      key: config.key,
      isMute: config.mute ?? false,
    }),
    secrets: ({ key }: ToySettings) => [key],
    open: (settings: ToySettings, quota: Quota): ToyConnection => ({
      name: settings.name,
      type: "toy",
      settings,
      timeoutMs: settings.timeoutMs,
      slots: new CallSlots(),
      quota,
      close: async () => undefined,
    }),
    simulate: startPond,
    impossible: ({ isMute }: ToySettings, action) =>
      isMute
        ? {
            rule: "unknown-connection",
            message: `no duck of this pond can do ${action}`,
            hint: "take mute away",
          }
        : undefined,
  },
  checks: {
    text: (_action, at, text) =>
      at[0] === "text" && text === "moo"
        ? { rule: "wrong-phone", message: "ducks don't moo", hint: "write quack" }
        : undefined,
    window: {
      ms: 60_000,
      rule: "ducks listen for a minute",
      refusal: "they have gone",
      page: "docs/ducks.md",
      needs: () => true,
      bySchedule: () => undefined,
      recipient: (input) => input?.["duck"],
    },
  },
  answers: {
    parts: { quacks: Array.isArray },
    check: shippedValidator({
      type: "object",
      properties: { quacks: { type: "array", items: { const: "quack" } } },
    }),
  },
  webhooks: {
    asText: "the pond",
    mayBring: (name) => name === "feather",
    kinds: [splash],
    registrar: { changes: async (_connection, wanted) => [noted(wanted)] },
  },
  routes: [
    {
      path: /^\/ahaflow\/ducks\/(\w+)$/,
      methods: ["GET"],
      answer: async ({ id }) =>
        id === "none"
          ? { status: 404, code: "no_such_duck", message: "there is no such duck" }
          : { body: { duck: id } },
    },
  ],
};
