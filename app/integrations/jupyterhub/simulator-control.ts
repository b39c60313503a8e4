import type { SimulatedHub } from "./simulator-hub";

/** How the simulator behaves from now on; each field may be set at any time. */
export type HubSimulatorControl = {
  /** Milliseconds from a start to ready. */
  startTakes: number;
  /** Every start fails with this cause. */
  failStartsWith: string | undefined;
  /** `stalled` takes calls and never answers, `down` cuts the connection, a status answers HTML as a proxy in front would. */
  mood: "well" | "stalled" | "down" | number;
  /** Answers 429 to starts, with this Retry-After in seconds where it is a number. */
  busy: boolean | number;
  /** Progress streams send nothing after their first event, not even empty lines. */
  isSilent: boolean;
  /** The connection of a start is cut, before or after the hub has heard of it. */
  cutStarts: "before" | "after" | undefined;
  /** A start is taken up only once this has resolved. */
  holdStarts: Promise<void> | undefined;
  /** Called as each call comes in. */
  beforeAnswer: () => void;
  /** How many named servers a user may have: 0 where they are switched off, undefined where any number. */
  namedServers: number | undefined;
  /** Every user and server is gone. */
  forget: () => void;
  /** The calls that came in, such as `POST /hub/api/users/alice%40example.org`. */
  calls: string[];
  lastBody: unknown;
  hub: SimulatedHub;
};
