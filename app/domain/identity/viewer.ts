import type { UserId } from "~/core/id";

/** Whoever is looking: a signed-in member, perhaps an admin. */
export type Viewer = {
  userId: UserId;
  email: string;
  name: string;
  isAdmin: boolean;
  /** The admin who looks at the portal as this member, and until when. They may look and change nothing. */
  impersonator?: { userId: UserId; name: string; until: Date };
};
