import { MINUTE, later } from "~/core/clock";

/** In minutes: how long what a suspended member runs may go on, as an admin chooses; the first unless they choose another. */
export const graces = [30, 15, 5, 0] as const;

export type Grace = (typeof graces)[number];

/** When what they run is stopped. A suspension that was written without it (by an older version of the portal) has the longest grace. */
export function stopsAtOf({
  suspendedAt,
  suspensionStopsAt,
}: {
  suspendedAt: Date;
  suspensionStopsAt: Date | null;
}): Date {
  return suspensionStopsAt ?? later(suspendedAt, graces[0] * MINUTE);
}
