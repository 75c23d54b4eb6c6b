import { shippedValidator } from "#src/documents/schema-validator.js";
import type {
  DeliveryKind,
  RegistrationChange,
  WantedRegistration,
} from "#src/platforms/deliveries.js";

const body = {
  type: "object",
  required: ["duck", "at"],
  properties: { duck: { type: "string" }, at: { type: "string" } },
};

/** A duck has jumped in. */
export const splash: DeliveryKind = {
  name: "toy.splash",
  sender: "The pond",
  dedupeKey: "{{body.duck}}/{{body.at}}",
  carries: ["query", "header"],
  body,
  checkBody: shippedValidator(body),
  checkRegister: shippedValidator({
    type: "object",
    additionalProperties: false,
    required: ["depth"],
    properties: { depth: { type: "number" }, connection: { type: "string" } },
  }),
};

/** What the pond was told to call. */
export const registered: WantedRegistration[] = [];

/** Tells it. */
export function noted(wanted: WantedRegistration): RegistrationChange {
  return {
    does: wanted.register === undefined ? "remove" : "add",
    what: "splashes",
    apply: async () => void registered.push(wanted),
  };
}
