import type { ReactNode } from "react";
import { Icon } from "./icon";

/** Folded away until it is wanted, with a script and without. */
export function Disclosure({ title, children }: { title: ReactNode; children: ReactNode }) {
  return (
    <details className="group rounded-md border border-line">
      <summary className="flex min-h-10 list-none items-center gap-2 rounded-md px-3 font-medium hover:bg-sunken">
        <Icon name="chevron" className="size-4 text-faint transition-transform group-open:rotate-180" />
        {title}
      </summary>
      <div className="grid gap-4 px-3 pt-1 pb-4">{children}</div>
    </details>
  );
}
