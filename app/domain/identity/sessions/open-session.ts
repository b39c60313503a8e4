import type { SessionId } from "~/core/id";

/** A browser and its system in the words of their makers; what it did not say is absent. */
export type Browser = { name?: string; system?: string };

/** One browser in which a member is signed in, as they see it. */
export type OpenSession = {
  id: SessionId;
  browser: Browser;
  /** Where it was last used from. */
  address?: string;
  createdAt: Date;
  lastSeenAt: Date;
};
