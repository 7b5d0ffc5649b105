import type { HeldPage } from "../held-page";

/** What a request was for. `other`: whatever the app answers that is none of these. */
export const surfaces = [
  "page",
  "json",
  "feed",
  "stamp",
  "desk",
  "private",
  "subscriber",
  "api",
  "other",
] as const;
export type Surface = (typeof surfaces)[number];

/** Which surface a request's path belongs to. Few and fixed: a stranger cannot make a new one. */
export function surfaceOf(path: string): Surface {
  if (path === "/stamp.json") return "stamp";
  if (/^\/api\/v2\/|\.json$/.test(path)) return "json";
  if (/\.(?:atom|rss|ics)$/.test(path)) return "feed";
  if (path === "/" || /^\/(?:incidents|maintenances|history)(?:\/|$)/.test(path)) return "page";
  if (/^\/(?:desk|sign-in)(?:\/|$)/.test(path)) return "desk";
  if (path.startsWith("/s/")) return "private";
  if (/^\/(?:subscribe|confirm|manage|leave)(?:\/|$)/.test(path)) return "subscriber";
  return path.startsWith("/api/") ? "api" : "other";
}

/** So many answers of a kind. */
export type Counted = { surface: Surface; status: string; n: number };

/** Counts answers by surface and status. One number in a map each: the way of a reader must stay short. */
export class Traffic {
  private readonly surfaceOfPage = new WeakMap<HeldPage, Surface>();
  private readonly counts = new Map<string, number>();

  count(surface: Surface, status: number): void {
    const name = `${surface} ${status}`;
    this.counts.set(name, (this.counts.get(name) ?? 0) + 1);
  }

  /** An answer from what is held. */
  countPage(page: HeldPage, status: number): void {
    const known = this.surfaceOfPage.get(page);
    const surface = known ?? surfaceOf(page.facts.path);
    if (!known) this.surfaceOfPage.set(page, surface);
    this.count(surface, status);
  }

  all(): Counted[] {
    return [...this.counts].map(([name, n]) => {
      const [surface, status] = name.split(" ") as [Surface, string];
      return { surface, status, n };
    });
  }

  /** Hands over what was counted since it was asked last. */
  take(): Counted[] {
    const taken = this.all();
    this.counts.clear();
    return taken;
  }

  /** Adds what another process counted. */
  add(counts: Counted[]): void {
    for (const { surface, status, n } of counts) {
      const name = `${surface} ${status}`;
      this.counts.set(name, (this.counts.get(name) ?? 0) + n);
    }
  }
}
