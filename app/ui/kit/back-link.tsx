import { Link } from "@remix-run/react";
import type { ReactNode } from "react";
import { Icon } from "./icon";

/** The way back to what this page is a part of. */
export function BackLink({ to, children }: { to: string; children: ReactNode }) {
  return (
    <Link to={to} className="inline-flex min-h-6 items-center gap-1 text-soft hover:text-ink">
      <Icon name="forward" className="size-4 rotate-180" />
      <bdi>{children}</bdi>
    </Link>
  );
}
