import { useTranslation } from "react-i18next";
import { BarPlot } from "./bar-plot";
import { isHole, type Bars } from "./bars";
import { SeriesSwatch, Textures } from "./textures";

const wide = { width: 900, height: 240, start: 56, end: 4, top: 12, bottom: 26 };
const narrow = { width: 340, height: 200, start: 44, end: 2, top: 10, bottom: 26 };

/**
 * Stacked bars, one per day, from zero. Time runs along the reading direction, so in a right-to-left language the first day is on the right.
 * The lines below the chart on its page are its twin in words; the picture itself is one image with a label. It is drawn twice, for a wide and
 * for a narrow page, so that its words keep their size.
 */
export function DailyBars({ label, currency, series, days }: Bars) {
  const { t } = useTranslation();
  const plot = { label, currency, series, days };
  return (
    <figure>
      <Textures />
      <BarPlot {...plot} box={wide} className="max-sm:hidden" />
      <BarPlot {...plot} box={narrow} className="sm:hidden" />
      <figcaption className="mt-3 flex flex-wrap gap-x-5 gap-y-1 text-sm text-soft">
        {series.map((one, index) => (
          <span key={one.key} className="inline-flex items-center gap-2">
            <SeriesSwatch index={index} />
            {one.name}
          </span>
        ))}
        {days.some(isHole) && (
          <span className="inline-flex items-center gap-2">
            <SeriesSwatch index="hole" />
            {t("usage.hole")}
          </span>
        )}
      </figcaption>
    </figure>
  );
}
