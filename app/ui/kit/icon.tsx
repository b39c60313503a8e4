import type { ReactNode } from "react";

const strokes = {
  dashboard: <path d="M3 3h6v5H3zM11 3h6v9h-6zM3 10h6v7H3zM11 14h6v3h-6z" />,
  environments: <path d="M3 4h14v10H3zM7 17h6M6 8l2 2-2 2M10.5 12H14" />,
  usage: <path d="M3 17h14M5 14V9M10 14V4M15 14v-3" />,
  billing: <path d="M3 5h14v10H3zM3 8.5h14M6 12h3" />,
  overview: <path d="M3 10 10 4l7 6M5 9v7h10V9M10 16v-4" />,
  members: (
    <path d="M7.5 9a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM3 16c0-2.5 2-4.5 4.5-4.5S12 13.5 12 16M13 4.3a2.5 2.5 0 0 1 0 4.4M14.5 11.8c1.5.7 2.5 2.3 2.5 4.2" />
  ),
  clusters: <path d="M3 4h14v5H3zM3 11h14v5H3zM6 6.5h.1M6 13.5h.1M9 6.5h5M9 13.5h5" />,
  collection: <path d="M3 3h6v6H3zM11 3h6v6h-6zM3 11h6v6H3zM11 11h6v6h-6z" />,
  activity: <path d="M4 3h12v14H4zM7 7h6M7 10h6M7 13h3" />,
  menu: <path d="M3 6h14M3 10h14M3 14h14" />,
  chevron: <path d="m6 8 4 4 4-4" />,
  forward: <path d="m8 5 5 5-5 5" />,
  open: <path d="M8 4H4v12h12v-4M11 4h5v5M16 4l-7 7" />,
  stop: <path d="M5 5h10v10H5z" />,
  start: <path d="M6 4v12l10-6z" />,
  copy: <path d="M7 7h9v9H7zM13 7V4H4v9h3" />,
  done: <path d="m4 10.5 4 4 8-9" />,
  close: <path d="m5 5 10 10M15 5 5 15" />,
  info: <path d="M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14ZM10 9.5V14M10 6.5v.1" />,
  warning: <path d="M10 3.5 17.5 16h-15zM10 8.5V12M10 14v.1" />,
  danger: <path d="M7 3h6l4 4v6l-4 4H7l-4-4V7zM10 6.5V11M10 13.4v.1" />,
  search: <path d="M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11ZM13 13l4 4" />,
  plus: <path d="M10 4v12M4 10h12" />,
  download: <path d="M10 3v9M6 8.5l4 4 4-4M4 16.5h12" />,
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof strokes;

/** Decoration only: the words beside an icon carry the meaning. Arrows turn with the reading direction, things do not. */
export function Icon({ name, className = "size-5" }: { name: IconName; className?: string }) {
  return (
    <svg
      viewBox="0 0 20 20"
      aria-hidden
      className={`shrink-0 ${name === "forward" || name === "open" ? "mirror" : ""} ${className}`}
      fill="none"
      stroke="currentColor"
      strokeWidth="1.5"
      strokeLinejoin="round"
      strokeLinecap="round"
    >
      {strokes[name]}
    </svg>
  );
}
