import type { HeldPage } from "../held-page";
import type { Said } from "./messages";

type Asking = { resolve: (page: HeldPage | null) => void; reject: (error: Error) => void };

/** Known pages that this process does not hold: asked of the parent, which asks the app once for all. */
export class AskParent {
  private readonly asked = new Map<string, Promise<HeldPage | null>>();
  private readonly asking = new Map<number, Asking>();
  private last = 0;

  constructor(
    private readonly say: (said: Said) => void,
    private readonly keep: (page: HeldPage) => void,
  ) {}

  /** The page; null where there is none after all. Throws when the app does not answer. */
  get(path: string): Promise<HeldPage | null> {
    const before = this.asked.get(path);
    if (before) return before;
    const id = ++this.last;
    const answer = new Promise<HeldPage | null>((resolve, reject) =>
      this.asking.set(id, { resolve, reject }),
    );
    const asked = answer.finally(() => this.asked.delete(path));
    this.asked.set(path, asked);
    this.say({ kind: "find", id, path });
    return asked;
  }

  answered(id: number, page: HeldPage | null, fault: string | null): void {
    const { resolve, reject } = this.asking.get(id)!;
    this.asking.delete(id);
    if (fault !== null) reject(new Error(fault));
    else {
      if (page?.body) this.keep(page);
      resolve(page);
    }
  }
}
