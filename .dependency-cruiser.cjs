/**
 * Imports point down only, and one library has one home (docs/architecture.md).
 * The rows of LAYERS go from top to bottom; parts of one row do not import each other.
 */
const LAYERS = [
  ["main"],
  ["cli"],
  ["app"],
  ["http", "stores", "flow-tests", "traces"],
  ["installation"],
  ["triggers"],
  ["engine"],
  ["flows"],
  ["settings"],
  ["platforms"],
  ["outgoing", "templates"],
  ["journal"],
  ["telemetry"],
  ["documents"],
  [
    "generated",
    "errors",
    "schemas",
    "nearest-name",
    "rules",
    "phone-numbers",
    "ip-addresses",
    "canonical-text",
    "number-text",
    "clock",
    "wall-clock",
    "written-time",
    "lazy",
    "make-folder",
  ],
  ["package-root"],
];

/** Where each library may be imported. */
const HOMES = {
  express: [
    "http",
    "platforms/simulator",
    "platforms/ahachat/simulator",
    "platforms/chatbotx/simulator",
    "platforms/telegram/simulator",
    "platforms/google_sheets/simulator",
    "platforms/openapi/simulator",
    "platforms/zalo/simulator",
  ],
  handlebars: ["templates"],
  "p-retry": ["engine/walk/retry"],
  libsql: ["stores/sqlite/driver"],
  pg: ["stores/postgres/driver"],
  yaml: ["documents"],
  ajv: ["documents"],
  undici: ["platforms", "outgoing"],
  cockatiel: ["outgoing/circuit-breaker"],
  commander: ["cli"],
  "find-my-way": ["flows/catalog"],
  chokidar: ["flows/watch"],
  re2js: ["documents/linear-pattern"],
  "node-cron": ["triggers/every-minute"],
  diff: ["flows/flow-changes"],
  croner: ["triggers/slots", "flows/cron-mistake", "flows/cron-gap"],
  "libphonenumber-js": ["phone-numbers"],
  "ipaddr.js": ["ip-addresses"],
  "rate-limiter-flexible": ["http"],
  helmet: ["http"],
  dotenv: ["settings/env-file"],
  "prom-client": ["telemetry/metrics"],
  "@opentelemetry": ["traces"],
  nodemailer: ["platforms/smtp"],
  "smtp-server": ["platforms/smtp/simulator"],
  zod: ["platforms/chatbotx/simulator"],
};

const place = (part) => `^src/${part}(/|\\.ts$)`;

const layerRules = LAYERS.flatMap((row, level) =>
  row.map((part) => ({
    name: `${part}-imports-down-only`,
    severity: "error",
    from: { path: place(part) },
    to: {
      path: [...LAYERS.slice(0, level).flat(), ...row.filter((other) => other !== part)].map(place),
      // Types of a neighbour are no dependency at run time, but still a bend: not allowed either.
    },
  })),
);

const homeRules = Object.entries(HOMES).map(([library, homes]) => ({
  name: `${library}-has-one-home`,
  severity: "error",
  from: { path: "^src/", pathNot: homes.map(place) },
  to: { path: `node_modules/${library}/` },
}));

module.exports = {
  forbidden: [
    { name: "no-cycles", severity: "error", from: {}, to: { circular: true } },
    ...layerRules.filter(({ to }) => to.path.length > 0),
    ...homeRules,
    {
      name: "platforms-do-not-know-each-other",
      comment: "Only the registry names them; what several need stands beside their folders.",
      severity: "error",
      from: { path: "^src/platforms/([^/]+)/" },
      to: { path: "^src/platforms/[^/]+/", pathNot: "^src/platforms/($1|simulator)/" },
    },
    {
      name: "simulators-share-no-code-with-clients",
      comment: "Else both would be wrong in the same way; types of settings are no code.",
      severity: "error",
      from: { path: "^src/platforms/[^/]+/simulator/" },
      to: {
        path: "^src/platforms/(?!simulator/)[^/]+/(?!simulator/)",
        dependencyTypesNot: ["type-only"],
      },
    },
    {
      name: "settings-values-only-at-the-top",
      comment: "Only main reads process.env (passed on as a plain object).",
      severity: "error",
      from: { path: "^src/(?!main|cli|app|settings|flows)" },
      to: { path: "^src/settings/(load-settings|config-file|interpolate)" },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    doNotFollow: { path: "node_modules" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "types"],
    },
  },
};
