import type { UserId } from "~/core/id";

/** Whoever is looking: a signed-in member, perhaps an admin. */
export type Viewer = { userId: UserId; email: string; name: string; isAdmin: boolean };
