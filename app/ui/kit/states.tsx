import type { ReactNode } from "react";
import { Reference } from "./notice";

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

export type ErrorStateProps = { cause: string; consequence?: string; action?: ReactNode; requestId?: string };

/** Something that should be here is not: why, what that means for the reader, what to do, and the id to quote. */
export function ErrorState({ cause, consequence, action, requestId }: ErrorStateProps) {
  return (
    <div className="grid gap-3 border-s-2 border-bad px-5 py-4">
      <p className="text-lg font-semibold">{cause}</p>
      {consequence && <p className="max-w-prose text-soft">{consequence}</p>}
      {action && <div>{action}</div>}
      {requestId && <Reference id={requestId} />}
    </div>
  );
}

/** Where something will be, in the size it will have. */
export function Skeleton({ className = "h-4 w-full" }: { className?: string }) {
  return <div aria-hidden className={`animate-breathe rounded-sm bg-sunken ${className}`} />;
}
