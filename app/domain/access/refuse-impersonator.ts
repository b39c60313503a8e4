import { refuse } from "~/core/app-error";
import type { Viewer } from "~/domain/identity/viewer";

/** What lets somebody in as a member is for the member alone, never for an admin who looks at the portal as them. */
export function refuseImpersonator({ impersonator }: Viewer): void {
  if (impersonator) refuse("forbidden", "notWhileImpersonating");
}
