import type { AppClient } from "./app-client";
import { HeldPage } from "./held-page";
import type { Keeper } from "./keeper";
import type { Publication } from "./publication";

const atATimeMax = 8;

/** Known pages that are not held yet: asked of the app once, however many readers wait for them. */
export class FetchOnce {
  private readonly asked = new Map<string, Promise<HeldPage | null>>();

  constructor(
    private readonly publication: Publication,
    private readonly keeper: Keeper,
    private readonly app: AppClient,
  ) {}

  /** The page; null where there is none after all. Throws when the app does not answer, or too much is asked of it. */
  get(path: string): Promise<HeldPage | null> {
    const waiting = this.asked.get(path);
    if (waiting) return waiting;
    if (this.asked.size >= atATimeMax) return Promise.reject(new Error("too many pages are being fetched"));
    const asking = this.ask(path).finally(() => this.asked.delete(path));
    this.asked.set(path, asking);
    return asking;
  }

  private async ask(path: string): Promise<HeldPage | null> {
    const page = await this.app.page(path);
    // A refresh may have been here first: what it brought is at least as new.
    const held = this.publication.pages.get(path);
    if (held?.body) return held;
    if (!page || !this.publication.known.has(path)) return null;
    const fetched = new HeldPage(page.facts, page.body);
    this.keeper.add(fetched);
    return fetched;
  }
}
