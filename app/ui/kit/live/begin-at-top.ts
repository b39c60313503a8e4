import { useEffect } from "react";

/** For a page that takes the place of the form that was sent: it is met at its beginning, by eyes and by screen readers alike. */
export function useBeginAtTop(): void {
  useEffect(() => {
    document.getElementById("main")?.focus({ preventScroll: true });
    window.scrollTo(0, 0);
  }, []);
}
