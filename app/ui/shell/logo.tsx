/** The product's name, beside its mark. */
export function Wordmark() {
  return (
    <span className="inline-flex items-center gap-2.5 font-mark text-lg font-semibold tracking-tight">
      <Logo />
      <span lang="en">Atrium</span>
    </span>
  );
}

/** The plan of a house round its court, with the light that falls in from one side. Never mirrored. */
function Logo() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden className="size-6 shrink-0">
      <path
        fill="currentColor"
        className="text-accent"
        fillRule="evenodd"
        d="M5 2h14a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H5a3 3 0 0 1-3-3V5a3 3 0 0 1 3-3Zm2.5 5.5v9h9v-9Z"
      />
      <path fill="currentColor" className="text-series-2" d="M16.5 7.5v9h-9Z" />
    </svg>
  );
}
