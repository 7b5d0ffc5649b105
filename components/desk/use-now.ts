"use client";

import { useEffect, useState } from "react";

/** The server's time, moving on: from the time of rendering, so a wrong clock on a desk does no harm. */
export function useNow(renderedAt: string, everyMilliseconds = 1000): Date {
  const [now, setNow] = useState(() => new Date(renderedAt));
  useEffect(() => {
    const start = new Date(renderedAt).getTime();
    const began = performance.now();
    const tick = () => setNow(new Date(start + performance.now() - began));
    const timer = setInterval(tick, everyMilliseconds);
    return () => clearInterval(timer);
  }, [renderedAt, everyMilliseconds]);
  return now;
}
