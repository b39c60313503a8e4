/** What a stream's follower is told. */
type Follower = {
  onMessage: (text: string) => void;
  /** The stream is back after it was refused: what happened meanwhile was said to nobody. */
  onReopen: () => void;
  /** There is no stream any more, or not for this reader: the page should be asked for again. */
  onGone: () => void;
};

type Ways = { open: (url: string) => EventSource; delay: (failures: number) => number };

const CLOSED = 2;

/** Half a second at first, twice as long each time, 15 s at most; not everybody at the same moment. */
const backoff = (failures: number) => Math.min(500 * 2 ** failures, 15_000) * (0.5 + Math.random() / 2);

/**
 * Follows an event stream until the returned function is called. A connection that breaks is taken up again by the browser, but an answer
 * that is no stream (502 or 503 while a replica restarts) ends an EventSource for good: then a new one is opened, later each time.
 */
export function followStream(url: string, follower: Follower, given: Partial<Ways> = {}): () => void {
  const { open, delay }: Ways = { open: (at) => new EventSource(at), delay: backoff, ...given };
  let failures = 0;
  let retry: ReturnType<typeof setTimeout> | undefined;
  const left = new AbortController();
  let stream = connect();
  return () => {
    left.abort();
    clearTimeout(retry);
    stream.close();
  };

  function connect(): EventSource {
    const opened = open(url);
    opened.onmessage = (event: MessageEvent<string>) => follower.onMessage(event.data);
    opened.onopen = () => {
      if (failures > 0) follower.onReopen();
      failures = 0;
    };
    opened.onerror = () => {
      if (opened.readyState !== CLOSED || left.signal.aborted) return;
      retry = setTimeout(() => (stream = connect()), delay(++failures));
      void isGone(url, left.signal).then((gone) => gone && follower.onGone());
    };
    return opened;
  }
}

/** An EventSource does not say with what it was refused; whether it was for good is asked for. */
async function isGone(url: string, signal: AbortSignal): Promise<boolean> {
  try {
    const answer = await fetch(url, { signal });
    void answer.body?.cancel();
    return (
      !signal.aborted && (answer.redirected || (answer.status >= 400 && answer.status < 500 && answer.status !== 429))
    );
  } catch {
    return false;
  }
}
