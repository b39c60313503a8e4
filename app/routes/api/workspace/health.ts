import { z } from "zod";
import { clock } from "~/core/clock";
import { version } from "~/core/version.server";
import { endpoint } from "~/web/api/endpoint.server";

export const serviceCard = endpoint({
  family: "workspace",
  method: "GET",
  path: "/",
  name: "serviceCard",
  summary: "What answers here",
  access: "anyone",
  envelope: "bare",
  answer: z
    .object({
      service: z.string().meta({ example: "Atrium API" }),
      version: z.string().meta({ example: "0.1.0" }),
      status: z.literal("healthy"),
      docs: z.string().meta({ example: "/docs" }),
    })
    .meta({ id: "ServiceCard" }),
  work: async () => ({ service: "Atrium API", version, status: "healthy" as const, docs: "/docs" }),
});

export const health = endpoint({
  family: "workspace",
  method: "GET",
  path: "/health",
  name: "health",
  summary: "Whether it answers",
  access: "anyone",
  envelope: "bare",
  answer: z
    .object({
      status: z.literal("healthy"),
      version: z.string().meta({ example: "0.1.0" }),
      uptime: z.number().describe("Seconds since the process began.").meta({ example: 3600.25 }),
      timestamp: z.iso.datetime(),
    })
    .meta({ id: "Health" }),
  work: async () => ({
    status: "healthy" as const,
    version,
    uptime: process.uptime(),
    timestamp: clock.now().toISOString(),
  }),
});
