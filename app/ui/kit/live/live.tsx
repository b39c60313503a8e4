import { useRevalidator } from "@remix-run/react";
import { useEffect, useRef } from "react";
import { followStream } from "./follow-stream";

/** One message of a page's event stream: what it says depends on what goes on, and a bare `{}` only says that something has changed. */
export type LiveMessage = { progress?: number; message?: string; ready?: boolean; failed?: boolean };

/**
 * Listens to a page's event stream and hands on each message; `onMessage` answers true when the page's data should be asked for again.
 * A broken or refused stream is taken up again, and the page's data asked for when it is back.
 */
export function useLive(url: string | undefined, onMessage: (message: LiveMessage) => boolean): void {
  const { revalidate } = useRevalidator();
  const latest = useRef(onMessage);
  latest.current = onMessage;
  useEffect(() => {
    if (!url) return;
    return followStream(url, {
      onMessage: (text) => {
        if (latest.current(JSON.parse(text) as LiveMessage)) revalidate();
      },
      onReopen: revalidate,
      onGone: revalidate,
    });
  }, [url, revalidate]);
}

/** Where there is no script, the page loads itself again while something goes on. */
export function RefreshWithoutScript({ seconds = 5 }: { seconds?: number }) {
  return (
    <noscript>
      <meta httpEquiv="refresh" content={String(seconds)} />
    </noscript>
  );
}
