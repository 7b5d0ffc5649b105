"use client";

import { useRouter } from "next/navigation";
import { useEffect } from "react";

/** Reads the page again every so often while `on`, and when the tab comes back into sight. */
export function AutoRefresh({ on, everyMilliseconds }: { on: boolean; everyMilliseconds: number }) {
  const router = useRouter();
  useEffect(() => {
    if (!on) return;
    const refresh = () => document.visibilityState === "visible" && router.refresh();
    const timer = setInterval(refresh, everyMilliseconds);
    document.addEventListener("visibilitychange", refresh);
    return () => {
      clearInterval(timer);
      document.removeEventListener("visibilitychange", refresh);
    };
  }, [on, everyMilliseconds, router]);
  return null;
}
