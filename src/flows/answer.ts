import { type SchemaValidator, shippedValidator } from "../documents/schema-validator.ts";

/** What AhaChat's JSON API block reads in an answer. */
const SHOWN = ["messages", "set_attributes", "redirect_to_blocks"];

const checkShown = shippedValidator({
  $ref: "https://ahaflow.dev/schemas/messages.schema.json#/$defs/answer",
});

/** Checks a body that the JSON API block will show; one that holds nothing of that is free. */
export const checkAnswer: SchemaValidator = (body, options) =>
  typeof body === "object" && body !== null && SHOWN.some((key) => Object.hasOwn(body, key))
    ? checkShown(body, options)
    : [];
