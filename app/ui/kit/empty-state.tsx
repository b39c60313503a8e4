import type { ReactNode } from "react";

export type EmptyStateProps = { title: string; children?: ReactNode; action?: ReactNode };

/** Nothing is here yet: one sentence, and the one thing to do about it. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="grid justify-items-center gap-2 px-6 py-10 text-center">
      <svg
        viewBox="0 0 48 48"
        aria-hidden
        className="mb-1 size-12 text-edge"
        fill="none"
        stroke="currentColor"
        strokeWidth="1.5"
      >
        <path d="M5 5h38v38H5z" strokeDasharray="4 4" />
        <path d="M17 17h14v14H17z" />
      </svg>
      <p className="text-lg font-semibold">{title}</p>
      {children && <div className="max-w-prose text-soft">{children}</div>}
      {action && <div className="mt-3">{action}</div>}
    </div>
  );
}
