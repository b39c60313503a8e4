const columns = Array.from({ length: 7 }, (_, index) => 40 + index * 60);

/** The court seen from above, with its columns and the afternoon in it: the one picture of the portal. */
export function Court() {
  return (
    <svg
      viewBox="0 0 440 440"
      aria-hidden
      className="mx-auto hidden w-full max-w-md text-edge md:block"
      fill="none"
      stroke="currentColor"
    >
      <path d="M10 10h420v420H10z" className="text-line" />
      <path d="M70 70h300v300H70z" className="fill-surface" />
      <path d="M130 130h180v180H130z" className="fill-sunken" />
      <path d="M310 130v180H130z" className="fill-warn-wash" stroke="none" />
      <path d="M130 130h180v180H130z" className="text-accent" strokeWidth="1.5" />
      <path d="M10 10l120 120M430 10 310 130M10 430l120-120M430 430 310 310" className="text-line" />
      {columns.flatMap((x) =>
        columns
          .filter((y) => x === 40 || x === 400 || y === 40 || y === 400)
          .map((y) => <path key={`${x}-${y}`} d={`M${x - 7} ${y - 7}h14v14h-14z`} className="fill-canvas" />),
      )}
    </svg>
  );
}
