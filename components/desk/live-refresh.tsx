"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";
import { isLive, onNews } from "./news";

/** How often to look where nothing can be heard. */
const lookMilliseconds = 10_000;
/** Events come in groups: a publication and what follows from it is one look. */
const gatherMilliseconds = 150;

/** Reads the page again when something happened; where that cannot be heard, every ten seconds, and when the tab comes back. */
export function LiveRefresh() {
  const router = useRouter();
  useEffect(() => {
    let gathering: ReturnType<typeof setTimeout> | undefined;
    const refresh = () => document.visibilityState === "visible" && router.refresh();
    const stop = onNews(() => {
      clearTimeout(gathering);
      gathering = setTimeout(refresh, gatherMilliseconds);
    });
    const timer = setInterval(() => !isLive() && refresh(), lookMilliseconds);
    document.addEventListener("visibilitychange", refresh);
    return () => {
      stop();
      clearTimeout(gathering);
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refresh);
    };
  }, [router]);
  return null;
}
