import { HeldPage } from "./held-page";
import type { Page, PageFacts } from "./page";
import { type Stamp, stampAt, trustMilliseconds } from "./stamp";

/** Permalinks beyond this many bytes of memory are read from disk when somebody asks. */
const permalinkBytesMax = 64 * 1024 * 1024;

/** What a refresh brings: everything readers see changes at once, or nothing does. */
export type Change = {
  version: number;
  confirmedAt: number;
  pages: Page[];
  /** Every public path that exists. Pages elsewhere are taken down. */
  known: string[];
  /** Paths taken down although the list still names them. */
  gone: string[];
  /** Also takes down every page that is not among `pages`: they show another past. */
  forget: boolean;
};

/** The last public answer, in memory. */
export class Publication {
  /** Null until there has been a first one. */
  version: number | null = null;
  confirmedAt = 0;
  /** Another after every change of what is held. */
  revision = 0;
  readonly pages = new Map<string, HeldPage>();
  known: ReadonlySet<string> = new Set();

  private stamp: Stamp = stampAt(0, 0);
  private stampedAt = Number.NaN;
  /** Least recently read first. */
  private readonly permalinks = new Set<HeldPage>();
  private permalinkBytes = 0;

  constructor(private readonly bytesMax = permalinkBytesMax) {}

  /** What pages say about their age at this moment. */
  stampAt(now: number): Stamp {
    const elapsed = now - this.stampedAt;
    // Wordings change by the minute, judgements once: a second's delay is told by nobody.
    if (!(elapsed >= 0 && elapsed < 1000)) {
      this.stamp = stampAt(this.confirmedAt, now);
      this.stampedAt = now;
    }
    return this.stamp;
  }

  /** The app says that this is still the truth. Confirmations never move backwards, unless the clock did. */
  confirm(at: number): void {
    if (at > this.confirmedAt || this.confirmedAt - at > trustMilliseconds) this.confirmedAt = at;
    this.stampedAt = Number.NaN;
  }

  /** Everything as it was found on disk. */
  restore(version: number, confirmedAt: number, known: string[], pages: HeldPage[]): void {
    this.version = version;
    this.known = new Set(known);
    for (const page of pages) this.put(page);
    this.confirm(confirmedAt);
  }

  /** The pages as they will be once a change is shown: what disk must hold. */
  after(change: Change): PageFacts[] {
    const known = new Set(change.known);
    for (const path of change.gone) known.delete(path);
    const fresh = new Map(change.pages.map(({ facts }) => [facts.path, facts]));
    const stay = change.forget ? [] : [...this.pages.values()].map(({ facts }) => facts);
    return [...stay.filter(({ path }) => !fresh.has(path)), ...fresh.values()].filter(({ path }) =>
      known.has(path),
    );
  }

  /** Shows a change: for readers it happens in one moment. */
  swap(change: Change): void {
    const stays = new Set(this.after(change));
    for (const page of this.pages.values()) if (!stays.has(page.facts)) this.drop(page);
    for (const { facts, body } of change.pages) if (stays.has(facts)) this.put(new HeldPage(facts, body));
    this.known = new Set(change.known);
    this.version = change.version;
    this.revision++;
    this.confirm(change.confirmedAt);
  }

  put(page: HeldPage): void {
    this.revision++;
    const before = this.pages.get(page.facts.path);
    if (before) this.drop(before);
    this.pages.set(page.facts.path, page);
    if (page.body) this.touch(page);
  }

  drop(page: HeldPage): void {
    this.revision++;
    if (this.pages.get(page.facts.path) === page) this.pages.delete(page.facts.path);
    if (this.permalinks.delete(page)) this.permalinkBytes -= page.weight();
  }

  /** Notes that a page with its bytes in memory was read, and lets go of those read longest ago. */
  touch(page: HeldPage): void {
    if (!isPermalink(page.facts.path)) return;
    if (!this.permalinks.delete(page)) this.permalinkBytes += page.weight();
    this.permalinks.add(page);
    for (const oldest of this.permalinks) {
      if (this.permalinkBytes <= this.bytesMax || oldest === page) return;
      this.permalinks.delete(oldest);
      this.permalinkBytes -= oldest.weight();
      oldest.forget();
    }
  }
}

/** Pages of which there are ever more; all others are few and stay in memory. */
export function isPermalink(path: string): boolean {
  return /^\/(incidents|maintenances|history)\//.test(path);
}
