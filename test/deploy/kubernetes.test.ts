import { spawnSync } from "node:child_process";
import { cpSync, existsSync, readdirSync, readFileSync } from "node:fs";
import { Deployment, type IDeployment } from "kubernetes-models/apps/v1";
import { Job } from "kubernetes-models/batch/v1";
import { Ingress, NetworkPolicy } from "kubernetes-models/networking.k8s.io/v1";
import { PodDisruptionBudget } from "kubernetes-models/policy/v1";
import { type IService, PersistentVolumeClaim, Secret, Service } from "kubernetes-models/v1";
import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { GRACE_MS } from "#src/app/parts.js";
import { temporaryFolder } from "../support/temporary-folder.ts";
import { patched } from "./kustomize.ts";

const FOLDER = "deploy/kubernetes";
const KINDS = {
  Deployment,
  Ingress,
  Job,
  NetworkPolicy,
  PersistentVolumeClaim,
  PodDisruptionBudget,
  Secret,
  Service,
};

interface Manifest {
  readonly kind: string;
}

function read<T>(file: string): T[] {
  const source = readFileSync(`${FOLDER}/${file}`, "utf8");
  return parseAllDocuments(source, { merge: true }).map((document) => document.toJS() as T);
}

const files = (readdirSync(FOLDER, { recursive: true }) as string[]).filter(
  (file) => file.endsWith(".yaml") && !/kustomization|flows\/|ahaflow\.yaml|patch/.test(file),
);

it.each(files)("%s is what Kubernetes takes", (file) => {
  const manifests = read<Manifest>(file);
  expect(manifests.length).toBeGreaterThan(0);
  for (const manifest of manifests) {
    const Kind = KINDS[manifest.kind as keyof typeof KINDS];
    expect([manifest.kind, Kind]).not.toContain(undefined);
    expect(() => new Kind(manifest as never).validate()).not.toThrow();
  }
});

it("the schemas of these tests find mistakes", () => {
  const wrong = { spec: { replicas: "one" } } as unknown as IDeployment;
  expect(() => new Deployment(wrong).validate()).toThrow(/replicas/);
});

const [deployment] = read<IDeployment>("base/deployment.yaml");
const pod = deployment?.spec?.template.spec;
const [container] = pod?.containers ?? [];

it("selectors, ports and volumes meet each other", () => {
  const labels = deployment?.spec?.template.metadata?.labels;
  expect(labels).toEqual(deployment?.spec?.selector.matchLabels);
  const ports = (container?.ports ?? []).map(({ name }) => name);
  for (const service of read<IService>("base/services.yaml")) {
    expect(service.spec?.selector).toEqual(labels);
    for (const { targetPort } of service.spec?.ports ?? []) expect(ports).toContain(targetPort);
  }
  for (const probe of ["startupProbe", "livenessProbe", "readinessProbe"] as const)
    expect(ports).toContain(container?.[probe]?.httpGet?.port);
  expect((container?.volumeMounts ?? []).map(({ name }) => name)).toEqual(
    (pod?.volumes ?? []).map(({ name }) => name),
  );
});

it("one process at a time owns the journal, as the image's user, in a root that is read-only", () => {
  expect(deployment?.spec).toMatchObject({ replicas: 1, strategy: { type: "Recreate" } });
  const [, uid] = /^USER (\d+):/m.exec(readFileSync("Dockerfile", "utf8")) ?? [];
  expect(pod?.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: Number(uid) });
  expect(container?.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  });
});

it("every key of the Secret reaches ahaflow.yaml, as a file and as a variable", () => {
  expect(container?.envFrom).toEqual([{ secretRef: { name: "ahaflow" } }]);
  const mounted = pod?.volumes?.find(({ secret }) => secret?.secretName === "ahaflow");
  const { mountPath } = container?.volumeMounts?.find(({ name }) => name === mounted?.name) ?? {};
  const files = readFileSync(`${FOLDER}/base/ahaflow.yaml`, "utf8").matchAll(/\$\{file:([^}]+)\}/g);
  const [secret] = read<{ stringData: object }>("secret.example.yaml");
  const keys = Object.keys(secret?.stringData ?? {}).map((key) => `${mountPath}/${key}`);
  expect(keys).toEqual(expect.arrayContaining([...files].map(([, file]) => file)));
});

it("names only variables that the daemon reads", () => {
  const known = readFileSync("src/settings/load-settings.ts", "utf8");
  for (const { name } of container?.env ?? []) expect(known).toContain(`"${name}"`);
});

/** Files that a kustomization names, as far as they are there. */
function namedIn(folder: string, key: "resources" | "patches"): string[] {
  const file = readFileSync(`${FOLDER}/${folder}/kustomization.yaml`, "utf8");
  const named = (parse(file) as Record<typeof key, (string | { path: string })[]>)[key];
  const paths = named.map((one) => (typeof one === "string" ? one : one.path));
  return paths.filter((path) => existsSync(`${FOLDER}/${folder}/${path}`));
}

describe("several daemons", () => {
  const [patch] = read<IDeployment>("cluster/deployment.patch.yaml");
  const cluster = patched(deployment, patch) as IDeployment;
  const pod = cluster.spec?.template.spec;
  const [container] = pod?.containers ?? [];

  it("come of files that are there, and of manifests that Kubernetes takes", () => {
    expect(namedIn("cluster", "resources")).toEqual(["../base", "disruption-budget.yaml"]);
    const patches = ["deployment.patch.yaml", "volume-claim.patch.yaml"];
    expect(namedIn("cluster", "patches")).toEqual(patches);
    expect(() => new Deployment(cluster).validate()).not.toThrow();
  });

  it("give way one by one, when another one is ready", () => {
    const rollingUpdate = { maxUnavailable: 0, maxSurge: 1 };
    expect(cluster.spec).toMatchObject({
      replicas: 3,
      strategy: { type: "RollingUpdate", rollingUpdate },
    });
    const labels = cluster.spec?.selector;
    const [budget] = read<{ spec: object }>("cluster/disruption-budget.yaml");
    expect(budget?.spec).toMatchObject({ maxUnavailable: 1, selector: labels });
    const spread = pod?.topologySpreadConstraints ?? [];
    expect(spread.map(({ labelSelector }) => labelSelector)).toEqual([labels, labels]);
  });

  it("have the time that a stop takes, after the service has forgotten them", () => {
    const { seconds = 0 } = container?.lifecycle?.preStop?.sleep ?? {};
    expect(seconds).toBeGreaterThan(0);
    expect(pod?.terminationGracePeriodSeconds).toBeGreaterThan(seconds + GRACE_MS / 1_000);
  });

  it("keep all in the database that a Secret names, and nothing in a volume", () => {
    const from = container?.env?.find(({ name }) => name === "AHAFLOW_DATABASE_URL")?.valueFrom;
    const [secret] = read<{ metadata: { name: string }; stringData: object }>(
      "cluster/database-secret.example.yaml",
    );
    expect(from?.secretKeyRef?.name).toBe(secret?.metadata.name);
    expect(Object.keys(secret?.stringData ?? {})).toEqual([from?.secretKeyRef?.key]);
    const names = (pod?.volumes ?? []).map(({ name }) => name);
    expect(names).toEqual(["config", "flows", "secrets"]);
    expect((container?.volumeMounts ?? []).map(({ name }) => name)).toEqual(names);
    const [claim] = read<Manifest & { metadata: object }>("base/volume-claim.yaml");
    const [gone] = read<object>("cluster/volume-claim.patch.yaml");
    expect(gone).toMatchObject({ kind: claim?.kind, $patch: "delete" });
    expect(gone).toHaveProperty("metadata.name", "ahaflow-data");
    expect(claim?.metadata).toHaveProperty("name", "ahaflow-data");
  });

  it("name only variables that the daemon reads", () => {
    const known = readFileSync("src/settings/load-settings.ts", "utf8");
    for (const { name } of container?.env ?? []) expect(known).toContain(`"${name}"`);
  });
});

it("git-sync's link is where the daemon looks", () => {
  const [patch] = read<IDeployment>("git-sync/deployment.patch.yaml");
  const [daemon, sync] = patch?.spec?.template.spec?.containers ?? [];
  const value = (name: string, of = sync) => of?.env?.find((one) => one.name === name)?.value;
  const link = `${value("GITSYNC_ROOT")}/${value("GITSYNC_LINK")}`;
  expect(value("AHAFLOW_FLOWS", daemon)).toBe(`${link}/flows`);
  expect(value("AHAFLOW_CONFIG", daemon)).toBe(`${link}/ahaflow.yaml`);
});

it("the flow and the configuration pass `ahaflow validate`, and kustomization.yaml names files", () => {
  const folder = temporaryFolder();
  cpSync(`${FOLDER}/base`, folder, { recursive: true });
  const { status, stdout } = spawnSync(
    process.execPath,
    [
      "dist/main.js",
      "validate",
      "--strict",
      "--config",
      `${folder}/ahaflow.yaml`,
      `${folder}/flows`,
    ],
    { encoding: "utf8" },
  );
  expect([status, stdout]).toEqual([0, expect.stringContaining("no problems in 1 flow")]);
  const kustomization = parse(readFileSync(`${FOLDER}/base/kustomization.yaml`, "utf8")) as {
    resources: string[];
    configMapGenerator: { files: string[] }[];
  };
  const named = [
    ...kustomization.resources,
    ...kustomization.configMapGenerator.flatMap((one) => one.files),
  ];
  const there = readdirSync(`${FOLDER}/base`, { recursive: true }) as string[];
  expect(named.filter((file) => !there.includes(file))).toEqual([]);
});
