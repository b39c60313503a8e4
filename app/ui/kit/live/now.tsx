import { createContext, useContext, useEffect, useMemo, useState, useSyncExternalStore, type ReactNode } from "react";
import { clock, instant, later } from "~/core/clock";

type Moment = { at: Date; arrived: number; timeZone?: string };

const Now = createContext<Moment>({ at: instant(0), arrived: 0 });

export type NowProviderProps = {
  now: Date;
  /** The one that the reader chose. */
  timeZone?: string;
  children: ReactNode;
};

/** The server's time of this page. What counts time starts from it, so that the first paint in the browser is what the server drew. */
export function NowProvider({ now, timeZone, children }: NowProviderProps) {
  const time = now.getTime();
  const value = useMemo(() => ({ at: instant(time), arrived: clock.now().getTime(), timeZone }), [time, timeZone]);
  return <Now.Provider value={value}>{children}</Now.Provider>;
}

/** The time, moving on every `everyMs` in the browser; counted from the server's clock, whatever the reader's says. */
export function useNow(everyMs?: number): Date {
  const { at, arrived } = useContext(Now);
  const [now, setNow] = useState(at);
  useEffect(() => {
    setNow(at);
    if (!everyMs) return;
    const timer = setInterval(() => setNow(later(at, clock.now().getTime() - arrived)), everyMs);
    return () => clearInterval(timer);
  }, [at, arrived, everyMs]);
  return now;
}

const never = () => () => undefined;

/** True once the page listens: what needs a script may show itself. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}

/** The time zone that the reader chose, on the server and in the browser alike; else the browser's own, and UTC until that has taken over. */
export function useZone(): string {
  const { timeZone } = useContext(Now);
  return useSyncExternalStore(
    never,
    () => timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => timeZone ?? "UTC",
  );
}
