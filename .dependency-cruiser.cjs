/**
 * The layers of app/README.md, checked: imports go down only and never in a circle. Types count as imports, so that a layer can be moved
 * without its neighbours.
 */

/** Everything of ours that a layer may import; a layer may always import itself, and tests may import what they need. */
const mayImport = {
  core: [],
  db: ["core"],
  integrations: ["core"],
  domain: ["integrations", "db", "core"],
  cron: ["domain", "db", "core"],
  web: ["domain", "integrations", "db", "core"],
  ui: ["domain", "core"],
  // A route may hand the pool to a domain call, and no more; for a scheduler outside it does what the schedule does.
  routes: ["web", "ui", "domain", "core", "db/pool[.]server[.]ts$", "cron/(run|collect)-now[.]server[.]ts$"],
};

const pathOf = (layer) => `^app/${layer.endsWith("$") ? layer : `${layer}/`}`;

/** Modules of domain/, from the top; those of one row do not import each other. */
const moduleRows = [
  ["admin", "account"],
  ["notifications", "webhooks"],
  ["metering"],
  ["environments", "training", "variables", "files"],
  ["workloads"],
  ["clusters"],
  ["billing"],
  ["access"],
  ["identity"],
  ["activity"],
  ["secrets"],
];

const test = "[.]test[.]tsx?$";
const simulator = "^app/integrations/[^/]+/simulator";
const outsideTheApp = "^(app/testing|scripts|e2e|bench)/";

const layers = Object.entries(mayImport).map(([layer, below]) => ({
  name: `${layer}-imports-lower-layers-only`,
  comment:
    below.length > 0
      ? `${layer} may import ${below.join(", ").replaceAll(/[[\]$]/g, "")}.`
      : `${layer} imports nothing of ours.`,
  severity: "error",
  from: { path: `^app/${layer}/`, pathNot: [test, simulator] },
  to: { path: "^(app|server[.]ts|scripts|e2e|bench)", pathNot: [layer, ...below].map(pathOf) },
}));

const domainModules = moduleRows.flatMap((row, height) =>
  row.map((module) => ({
    name: `${module}-imports-lower-modules-only`,
    comment: "When something below must set off something above, the route or the cron task composes the two.",
    severity: "error",
    from: { path: `^app/domain/${module}/`, pathNot: test },
    to: {
      path: "^app/domain/",
      pathNot: `^app/domain/(${[module, ...moduleRows.slice(height + 1).flat()].join("|")})/`,
    },
  })),
);

/** @type {import("dependency-cruiser").IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: "no-circle",
      severity: "error",
      comment: "Two modules that need each other are one, or miss a third.",
      from: {},
      to: { circular: true },
    },
    ...layers,
    ...domainModules,
    {
      name: "nobody-imports-a-route",
      comment: "What two routes need belongs in web/ or domain/.",
      severity: "error",
      // The entry composes the API from its endpoints, as routes.ts does for pages.
      from: { pathNot: [test, "^app/routes[.]ts$", "^app/entry[.]server[.]tsx$", "^app/routes/api/", outsideTheApp] },
      to: { path: "^app/routes/" },
    },
    {
      name: "ui-stays-in-the-browser",
      comment: "What people see takes plain props; nothing of the server reaches the browser.",
      severity: "error",
      from: { path: "^app/ui/", pathNot: test },
      to: { path: "[.]server[.]tsx?$" },
    },
    {
      name: "zod-stays-on-the-server",
      comment: "What a screen offers is in the pure file; checking the input is the server's.",
      severity: "error",
      from: { path: "^app/ui/", pathNot: test },
      to: { path: "-input[.]ts$|^node_modules/zod/", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "domain-module-has-a-row",
      comment: "A new module of domain/ gets its row in this file.",
      severity: "error",
      from: { path: "^app/domain/", pathNot: `^app/domain/(${moduleRows.flat().join("|")})/` },
      to: {},
    },
    {
      name: "server-imports-entry-and-lower-layers",
      comment: "server.ts reaches the app through the build's entry module; its types come from web, cron, db, core.",
      severity: "error",
      from: { path: "^server[.]ts$" },
      to: { path: "^app/", pathNot: "^app/(web|cron|db|core)/|^app/entry[.]server[.]tsx$" },
    },
    {
      name: "schema-knows-drizzle-alone",
      comment: "The shape of the data, and nothing else; its types may come from where the words are defined.",
      severity: "error",
      from: { path: "^drizzle/schema/" },
      to: { path: "^(app|scripts|server[.]ts)", dependencyTypesNot: ["type-only"] },
    },
    {
      name: "simulators-stay-outside",
      comment: "The other system's stand-in runs in the demo, the tests and the bench, never in the portal.",
      severity: "error",
      from: { pathNot: [simulator, test, outsideTheApp] },
      to: { path: simulator },
    },
    {
      name: "simulators-import-contracts-only",
      comment: "A simulator speaks the wire: it may read its own contract and core, and nothing of the portal.",
      severity: "error",
      from: { path: simulator, pathNot: test },
      to: { path: "^app/", pathNot: "^app/(integrations|core)/" },
    },
    {
      name: "testing-stays-in-tests",
      comment: "Nothing that runs for people depends on the test harness.",
      severity: "error",
      from: { path: "^(app|server[.]ts)", pathNot: [test, "^app/testing/"] },
      to: { path: "^app/testing/" },
    },
    {
      name: "no-development-package",
      comment: "The image holds `dependencies` alone: what runs for people may not need another.",
      severity: "error",
      from: {
        path: "^(app|server[.]ts|drizzle/schema)",
        pathNot: [test, simulator, "^app/testing/", "^app/routes[.]ts$", "^app/app[.]css$"],
      },
      to: {
        dependencyTypes: ["npm-dev"],
        dependencyTypesNot: ["type-only"],
        pathNot: "^node_modules/(vite|@fontsource)",
      },
    },
    {
      name: "resolvable",
      comment: "An import that leads nowhere.",
      severity: "error",
      from: {},
      to: { couldNotResolve: true, pathNot: "^virtual:" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    exclude: { path: "^(build|[.]data|[.]screens|test-results)/" },
    tsConfig: { fileName: "tsconfig.json" },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
      extensions: [".ts", ".tsx", ".js", ".mjs", ".json", ".css"],
    },
  },
};
