/** What can be measured, in the order in which it is; the starts come last, when nothing else of ours runs. */
export const measurementNames = ["size", "api", "limiter", "page", "scale", "open", "demo"] as const;

export type MeasurementName = (typeof measurementNames)[number];

export const isMeasurementName = (name: string): name is MeasurementName =>
  measurementNames.some((known) => known === name);
