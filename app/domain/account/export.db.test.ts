import { parse } from "node:querystring";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sql } from "~/db/pool.server";
import { recordActivity } from "~/domain/activity/record-activity.server";
