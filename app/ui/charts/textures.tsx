/** Series are told apart by colour and, every second one, by a texture of it; ids are fixed, because a page draws one chart. */
const textures = [undefined, "M0 6 6 0", undefined, "M3 0V6", undefined, "M0 3H6"] as const;

/** The fill of a series; the seventh begins anew, which is why a chart has six at most. */
export const fillOf = (index: number) => (textures[index % 6] ? `url(#series-${index % 6})` : colorOf(index));

const colorOf = (index: number) => `var(--color-series-${(index % 6) + 1})`;

/** The textures, and the hatching of what is missing. They stand apart from the drawings, one of which is always hidden. */
export function Textures() {
  return (
    <svg aria-hidden className="absolute size-0">
      {textures.map(
        (texture, index) =>
          texture && (
            <pattern key={texture} id={`series-${index}`} width="6" height="6" patternUnits="userSpaceOnUse">
              <rect width="6" height="6" fill={colorOf(index)} />
              <path d={texture} stroke="var(--color-surface)" strokeWidth="1.2" opacity="0.75" />
            </pattern>
          ),
      )}
      <pattern id="series-hole" width="6" height="6" patternUnits="userSpaceOnUse">
        <path d="M0 6 6 0" stroke="var(--color-edge)" strokeWidth="1" />
      </pattern>
    </svg>
  );
}

/** The same fill in a legend. */
export function SeriesSwatch({ index }: { index: number | "hole" }) {
  return (
    <svg viewBox="0 0 12 12" aria-hidden className="size-3 rounded-sm">
      <rect width="12" height="12" fill={index === "hole" ? "url(#series-hole)" : fillOf(index)} />
    </svg>
  );
}
