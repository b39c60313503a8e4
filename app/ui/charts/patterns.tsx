/** Series are told apart by colour and, every second one, by a texture of it; ids are fixed, because each page draws one chart. */
const textures = [undefined, "M0 6 6 0", undefined, "M3 0V6", undefined, "M0 3H6"] as const;

export const fillOf = (index: number) => (textures[index % 6] ? `url(#series-${index % 6})` : seriesColor(index));

const seriesColor = (index: number) => `var(--color-series-${(index % 6) + 1})`;

/** The textures, and the hatching of what is missing. */
export function Patterns() {
  return (
    <defs>
      {textures.map(
        (texture, index) =>
          texture && (
            <pattern key={texture} id={`series-${index}`} width="6" height="6" patternUnits="userSpaceOnUse">
              <rect width="6" height="6" fill={seriesColor(index)} />
              <path d={texture} stroke="var(--color-surface)" strokeWidth="1.2" opacity="0.75" />
            </pattern>
          ),
      )}
      <pattern id="hole" width="6" height="6" patternUnits="userSpaceOnUse">
        <path d="M0 6 6 0" stroke="var(--color-edge)" strokeWidth="1" />
      </pattern>
    </defs>
  );
}

/** The same fill in a legend. */
export function SeriesSwatch({ index }: { index: number | "hole" }) {
  return (
    <svg viewBox="0 0 12 12" aria-hidden className="size-3 rounded-sm">
      <rect width="12" height="12" fill={index === "hole" ? "url(#hole)" : fillOf(index)} />
    </svg>
  );
}
