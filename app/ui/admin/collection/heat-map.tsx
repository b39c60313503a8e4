import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dialog } from "~/ui/kit/dialog";
import { useFormat } from "~/ui/kit/format";
import { useZone } from "~/ui/kit/live/now";
import { isTrouble, windowAnchor, type CollectionWindow, type WindowState } from "./collection-window";
import { WindowFacts } from "./window-facts";

const looks = {
  ok: "bg-good-wash text-good",
  late: "bg-warn-wash text-warn outline-1 -outline-offset-1 outline-warn",
  failed: "bg-bad-wash text-bad outline-2 -outline-offset-2 outline-bad",
  missing: "text-soft outline-1 -outline-offset-1 outline-dashed outline-edge",
  running: "bg-info-wash text-info",
  due: "bg-sunken text-faint",
} as const satisfies Record<WindowState, string>;

/** A shape for each state that is not well, so that its colour is not the only one to tell. */
const marks = { ok: "", late: "◔", failed: "✕", missing: "?", running: "…", due: "" } as const satisfies Record<
  WindowState,
  string
>;

type HeatMapProps = { clusterId: string; clusterName: string; windows: CollectionWindow[] };

/** A day in quarter hours, along the reading direction. What is not well is a link to its words, or, with a script, to a closer look. */
export function HeatMap({ clusterId, clusterName, windows }: HeatMapProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [looked, lookAt] = useState<CollectionWindow>();
  const troubled = windows.filter(isTrouble).length;
  return (
    <>
      <div
        role="group"
        aria-label={t("admin.heatMap", {
          cluster: clusterName,
          count: troubled,
          n: format.number(troubled),
          all: format.number(windows.length),
        })}
        className="grid grid-cols-12 gap-0.5 sm:grid-cols-24"
      >
        {windows.map((window, index) => (
          <Cell
            key={window.start.getTime()}
            window={window}
            column={index === 0 ? columnOf(window) : ""}
            href={`#${windowAnchor(clusterId, window)}`}
            onLook={() => lookAt(window)}
          />
        ))}
      </div>
      <Dialog title={clusterName} open={looked !== undefined} onOpenChange={() => lookAt(undefined)}>
        {looked && <WindowFacts window={looked} />}
      </Dialog>
    </>
  );
}

type CellProps = { window: CollectionWindow; column: string; href: string; onLook: () => void };

function Cell({ window, column, href, onLook }: CellProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const zone = useZone();
  const at = format.moment(window.start, zone, { hour: "2-digit", minute: "2-digit" });
  const name = `${at} · ${t(`admin.window.${window.state}`)}`;
  const look = `grid h-6 place-items-center rounded-sm text-xs ${column} ${looks[window.state]}`;
  const isFullHour = format.moment(window.start, zone, { minute: "numeric" }) === format.number(0);
  const shown = marks[window.state] || (isFullHour && format.moment(window.start, zone, { hour: "numeric" }));
  if (!isTrouble(window)) {
    return (
      <span aria-hidden title={name} className={look}>
        {shown}
      </span>
    );
  }
  return (
    <a
      href={href}
      title={name}
      aria-label={name}
      className={`${look} font-semibold hover:brightness-95`}
      onClick={(event) => {
        event.preventDefault();
        onLook();
      }}
    >
      {shown}
    </a>
  );
}

/** The first quarter stands where its hour begins the row, so that hours line up under each other. */
const columnOf = ({ start }: CollectionWindow) =>
  ["", "col-start-2", "col-start-3", "col-start-4"][Math.floor(start.getUTCMinutes() / 15)] ?? "";

/** What the cells mean. */
export function HeatMapKey() {
  const { t } = useTranslation();
  return (
    <ul aria-label={t("admin.key")} className="flex flex-wrap gap-x-5 gap-y-2 text-sm text-soft">
      {(["ok", "late", "failed", "missing", "running", "due"] as const).map((state) => (
        <li key={state} className="flex items-center gap-2">
          <span
            aria-hidden
            className={`grid h-6 w-8 place-items-center rounded-sm text-xs font-semibold ${looks[state]}`}
          >
            {marks[state]}
          </span>
          {t(`admin.window.${state}`)}
        </li>
      ))}
    </ul>
  );
}
