import type { ReactNode } from "react";
import { Icon, type IconName } from "./icon";

export type TagTone = "neutral" | "good" | "info" | "warn" | "bad";

const looks = {
  neutral: ["bg-sunken text-soft", undefined],
  good: ["bg-good-wash text-good", "done"],
  info: ["bg-info-wash text-info", "info"],
  warn: ["bg-warn-wash text-warn", "warning"],
  bad: ["bg-bad-wash text-bad", "danger"],
} as const satisfies Record<TagTone, readonly [string, IconName | undefined]>;

/** A word about a thing, with an icon wherever its colour says something. */
export function Tag({ tone = "neutral", children }: { tone?: TagTone; children: ReactNode }) {
  const [look, icon] = looks[tone];
  return (
    <span
      className={`inline-flex items-center gap-1 rounded-md px-2 py-0.5 text-sm font-medium whitespace-nowrap ${look}`}
    >
      {icon && <Icon name={icon} className="size-3.5" />}
      {children}
    </span>
  );
}
