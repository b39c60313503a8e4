import type { ReactNode } from "react";

export type PanelProps = { title?: ReactNode; aside?: ReactNode; flush?: boolean; children: ReactNode };

/** A sheet on the page. `flush` lets a table reach its edges. */
export function Panel({ title, aside, flush = false, children }: PanelProps) {
  return (
    <section className="rounded-lg border border-line bg-surface">
      {(title ?? aside) && (
        <header
          className={`flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-5 pt-4 ${flush ? "pb-3" : ""}`}
        >
          <h2 className="text-lg">{title}</h2>
          {aside && <div className="text-sm text-soft">{aside}</div>}
        </header>
      )}
      <div className={flush ? "" : title ? "px-5 pt-3 pb-5" : "p-5"}>{children}</div>
    </section>
  );
}

/** The head of a page: its name, one line about it, and what can be done from here. */
export function PageHead({
  title,
  lead,
  actions,
  back,
}: {
  title: ReactNode;
  lead?: ReactNode;
  actions?: ReactNode;
  back?: ReactNode;
}) {
  return (
    <header className="mb-6 flex flex-wrap items-end justify-between gap-x-6 gap-y-3">
      <div className="min-w-0">
        {back && <div className="mb-1 text-sm">{back}</div>}
        <h1 className="text-xl tracking-tight">{title}</h1>
        {lead && <div className="mt-1 max-w-prose text-pretty text-soft">{lead}</div>}
      </div>
      {actions && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
    </header>
  );
}

/** `isSmall`: a fact among facts, not the number that the page is about. */
export type FigureProps = { label: ReactNode; children: ReactNode; note?: ReactNode; isSmall?: boolean };

/** A number that a page is about, under its name. */
export function Figure({ label, children, note, isSmall = false }: FigureProps) {
  return (
    <div className="min-w-0">
      <dt className="text-sm text-soft">{label}</dt>
      <dd className={`mt-0.5 font-medium ${isSmall ? "text-lg" : "text-xl tracking-tight"}`}>{children}</dd>
      {note && <dd className="mt-0.5 text-sm text-faint">{note}</dd>}
    </div>
  );
}

export function Figures({ children }: { children: ReactNode }) {
  return <dl className="grid grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] gap-x-6 gap-y-4">{children}</dl>;
}
