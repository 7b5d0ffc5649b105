import type { AppClient } from "./app-client";
import type { Keeper } from "./keeper";
import { type Page, succeed } from "./page";
import type { Publication } from "./publication";

/** `version`: the highest that somebody waits for. */
type Wish = { version: number; clock: boolean; everything: boolean; forget: boolean };
type Run = { wish: Wish; done: Promise<void> };

/** Pages fetched at a time. */
const atATime = 6;

/**
 * Brings the publication up to what the app knows. One run at a time; who asks during a run shares the next one,
 * which begins after they asked and so sees what they committed.
 */
export class Refresher {
  /** When what follows the clock (what is overdue) was last made; null before the first time. */
  private clockAt: number | null = null;
  private current: Run | null = null;
  private waiting: Run | null = null;

  constructor(
    private readonly publication: Publication,
    private readonly keeper: Keeper,
    private readonly app: AppClient,
    private readonly now: () => number,
  ) {}

  /**
   * Answers once readers get this version or a later one; `clock`: also what only the passing of time changed.
   * Throws with the reason when they do not; they then keep what they had.
   */
  async reach(version: number, clock = false): Promise<void> {
    const wish = { version, clock, everything: false, forget: false };
    if (this.granted(wish)) return;
    await this.after(wish);
    const reached = this.publication.version ?? -1;
    if (reached < version) throw new Error(`the app shows version ${reached}, not yet ${version}`);
  }

  /** Whether one of these moments has passed since what follows the clock was made, or the clock went back behind that. */
  isPast(moments: number[], now: number): boolean {
    const { clockAt } = this;
    return clockAt !== null && moments.some((at) => at <= now !== at <= clockAt);
  }

  /** Makes every page that is read often anew; `forget` takes down all others, which show another past. */
  remake({ forget }: { forget: boolean }): Promise<void> {
    return this.after({ version: 0, clock: true, everything: true, forget });
  }

  /** A run that begins after this call. */
  private after(wish: Wish): Promise<void> {
    if (this.waiting) {
      const { version, clock, everything, forget } = this.waiting.wish;
      this.waiting.wish = {
        version: Math.max(version, wish.version),
        clock: clock || wish.clock,
        everything: everything || wish.everything,
        forget: forget || wish.forget,
      };
      return this.waiting.done;
    }
    const run: Run = { wish, done: Promise.resolve() };
    const before = this.current?.done.catch(() => undefined) ?? Promise.resolve();
    this.waiting = run;
    run.done = before.then(async () => {
      this.waiting = null;
      this.current = run;
      try {
        // The run before may have brought it already.
        if (!this.granted(run.wish)) await this.run(run.wish);
      } finally {
        this.current = null;
      }
    });
    return run.done;
  }

  private granted({ version, clock, everything }: Wish): boolean {
    return !clock && !everything && (this.publication.version ?? -1) >= version;
  }

  private async run({ clock, everything, forget }: Wish): Promise<void> {
    const confirmedAt = this.now();
    const since = everything ? null : this.publication.version;
    const { version, paths } = await this.app.regenerate(since, clock);
    const [known, answers] = await Promise.all([this.app.paths(), this.fetchAll(paths)]);
    const old = answers.find((page) => page && page.facts.version < version);
    if (old) throw new Error(`${old.facts.path} shows version ${old.facts.version}, not yet ${version}`);
    const pages = answers
      .filter((page) => page !== null)
      .map(({ facts, body }) => ({
        facts: succeed(facts, this.publication.pages.get(facts.path)?.facts),
        body,
      }));
    const gone = paths.filter((_, index) => answers[index] === null);
    await this.keeper.keep({ version, confirmedAt, pages, known, gone, forget });
    if (clock || since === null) this.clockAt = confirmedAt;
  }

  private async fetchAll(paths: string[]): Promise<(Page | null)[]> {
    const answers: (Page | null)[] = [];
    for (let next = 0; next < paths.length; next += atATime)
      answers.push(
        ...(await Promise.all(paths.slice(next, next + atATime).map((path) => this.app.page(path)))),
      );
    return answers;
  }
}
