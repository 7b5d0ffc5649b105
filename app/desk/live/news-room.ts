import type { News } from "@/db/record-event";

type Listen = (heard: (news: News | null) => void) => (() => void) | null;
type Heard = (news: News | null) => void;

/** Desks that one process keeps informed; further ones look by themselves, every few seconds. */
export const desksMax = 100;
/** Of one person: a desk with many windows leaves room for others. */
export const desksPerPersonMax = 8;

/**
 * One ear for all the desks of a process: it listens while somebody is there, and passes on what it hears. A desk that
 * fails to take it is not called again.
 */
export class NewsRoom {
  private readonly desks = new Map<Heard, string>();
  private stop: (() => void) | null = null;

  constructor(private readonly listen: Listen) {}

  /** Lets a person's desk hear; answers how to leave. Null: no room is left, or nothing can be heard here. */
  enter(personId: string, heard: Heard): (() => void) | null {
    const own = [...this.desks.values()].filter((id) => id === personId).length;
    if (this.desks.size >= desksMax || own >= desksPerPersonMax) return null;
    this.stop ??= this.listen((news) => this.pass(news));
    if (!this.stop) return null;
    this.desks.set(heard, personId);
    return () => this.leave(heard);
  }

  private pass(news: News | null): void {
    for (const heard of [...this.desks.keys()]) {
      try {
        heard(news);
      } catch {
        this.leave(heard);
      }
    }
  }

  private leave(heard: Heard): void {
    this.desks.delete(heard);
    if (this.desks.size > 0) return;
    this.stop?.();
    this.stop = null;
  }
}
