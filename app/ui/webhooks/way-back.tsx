import { Link } from "@remix-run/react";
import { paths } from "~/core/paths";
import { Icon } from "../kit/icon";

/** The way back to an endpoint, or to all of them. */
export function WayBack({ to = paths.accountWebhooks, children }: { to?: string; children: string }) {
  return (
    <Link to={to} className="inline-flex items-center gap-1 text-soft hover:text-ink">
      <Icon name="forward" className="size-4 rotate-180" />
      <bdi>{children}</bdi>
    </Link>
  );
}
