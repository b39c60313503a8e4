export type MeterProps = {
  label: string;
  /** Between 0 and 1: how much of the whole is left or used. */
  share: number;
  tone?: "accent" | "warn" | "bad";
  /** The same in words; the bar alone says nothing to many. */
  text: string;
};

const fills = { accent: "fill-accent", warn: "fill-series-2", bad: "fill-bad" } as const;

/** A bar with its words. It grows from the side where reading begins. */
export function MeterBar({ label, share, tone = "accent", text }: MeterProps) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100);
  return (
    <div
      role="meter"
      aria-label={label}
      aria-valuenow={percent}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuetext={text}
      className="h-2.5 overflow-hidden rounded-sm bg-sunken"
    >
      <svg viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden className="mirror block size-full">
        <rect width={percent} height="1" className={fills[tone]} />
      </svg>
    </div>
  );
}
