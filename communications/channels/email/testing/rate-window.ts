/** Asked once for each request: whether it is one too many within a second. Without a limit none is. */
export function rateWindow(perSecond: number | undefined): () => boolean {
  const recent: number[] = [];
  return () => {
    if (!perSecond) return false;
    const now = performance.now();
    while (recent.length && recent[0]! <= now - 1000) recent.shift();
    if (recent.length >= perSecond) return true;
    recent.push(now);
    return false;
  };
}
