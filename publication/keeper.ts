import type { Disk } from "./disk";
import type { HeldPage } from "./held-page";
import type { Change, Publication } from "./publication";

/** Who shows the same as we do, elsewhere. A change that it does not show yet is not shown. */
export type Follower = {
  swap(change: Change): Promise<void>;
  confirm(at: number): void;
  put(page: HeldPage): void;
};

/** Keeps disk and memory in step: one change at a time, to disk first, then to readers. */
export class Keeper {
  /** What the disk said when it refused; memory serves readers all the same. */
  fault: string | null = null;
  follower: Follower | null = null;
  private unsaved = false;
  private turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly publication: Publication,
    private readonly disk: Disk,
  ) {}

  /** Writes a change, then shows it. A disk that refuses does not keep news from readers. */
  keep(change: Change): Promise<void> {
    return this.inTurn(async () => {
      const bodies = new Map(change.pages.map(({ facts, body }) => [facts, body]));
      const after = this.publication.after(change);
      const pages = after.map((facts) => ({
        facts,
        body: bodies.get(facts) ?? this.publication.pages.get(facts.path)?.body ?? null,
      }));
      await this.tell(() => this.disk.save({ ...change, pages }));
      this.unsaved = this.fault !== null;
      this.publication.swap(change);
      await this.follower?.swap(change);
      if (!this.fault) await this.disk.sweep(after).catch(() => undefined);
    });
  }

  /** Keeps a page that was asked for; disk gets it with the next `save`. */
  add(page: HeldPage): void {
    this.publication.put(page);
    this.follower?.put(page);
    this.unsaved = true;
  }

  /** Confirms what is shown, and writes what disk has not got yet. */
  confirm(at: number): Promise<void> {
    return this.inTurn(async () => {
      this.publication.confirm(at);
      this.follower?.confirm(at);
      await this.tell(async () => {
        await this.save();
        await this.disk.saveConfirmation(this.publication.version ?? 0, this.publication.confirmedAt);
      });
    });
  }

  /** Writes what disk has not got yet, before the process ends. */
  close(): Promise<void> {
    return this.inTurn(() => this.tell(() => this.save()));
  }

  private async save(): Promise<void> {
    const { version, confirmedAt, known, pages } = this.publication;
    if (!this.unsaved || version === null) return;
    this.unsaved = false;
    try {
      await this.disk.save({ version, confirmedAt, known: [...known], pages: [...pages.values()] });
    } catch (error) {
      this.unsaved = true;
      throw error;
    }
  }

  private async tell(write: () => Promise<void>): Promise<void> {
    try {
      await write();
      this.fault = null;
    } catch (error) {
      this.fault = (error as Error).message;
    }
  }

  private inTurn(act: () => Promise<void>): Promise<void> {
    this.turn = this.turn.catch(() => undefined).then(act);
    return this.turn;
  }
}
