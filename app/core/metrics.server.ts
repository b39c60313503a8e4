import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** Everything that `/metrics` shows. A dev server that loads this module again starts a fresh registry. */
export const metrics = new Registry();
collectDefaultMetrics({ register: metrics });

export const httpRequests = new Histogram({
  name: "atrium_http_request_seconds",
  help: "How long requests took, by route, method and status class.",
  labelNames: ["route", "method", "status"],
  buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3, 10],
  registers: [metrics],
});

export const outboundCalls = new Histogram({
  name: "atrium_outbound_call_seconds",
  help: "Calls to other systems, by system, call and outcome (a status, or timeout, network, circuit_open, bad_answer).",
  labelNames: ["system", "call", "outcome"],
  buckets: [0.01, 0.05, 0.2, 1, 5, 30],
  registers: [metrics],
});

export const jobRuns = new Counter({
  name: "atrium_job_runs_total",
  help: "Background jobs, by task and outcome.",
  labelNames: ["task", "outcome"],
  registers: [metrics],
});

export const collectorLag = new Gauge({
  name: "atrium_collector_lag_seconds",
  help: "How far the last complete collection lies behind, by cluster.",
  labelNames: ["cluster"],
  registers: [metrics],
});

export const outboxLag = new Gauge({
  name: "atrium_outbox_lag",
  help: "Facts of the activity log that wait to be consumed, by consumer.",
  labelNames: ["consumer"],
  registers: [metrics],
});

export const outboxAge = new Gauge({
  name: "atrium_outbox_age_seconds",
  help: "For how long the oldest fact has waited to be consumed, by consumer; 0 when none waits.",
  labelNames: ["consumer"],
  registers: [metrics],
});

export const clockSkewSeconds = new Gauge({
  name: "atrium_clock_skew_seconds",
  help: "How far this machine's clock is ahead of the database's, negative when behind. Beyond a minute the replica pauses.",
  registers: [metrics],
});
