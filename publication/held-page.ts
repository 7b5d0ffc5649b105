import { type Answer, prepareAnswer } from "./answer";
import type { Encoding } from "./negotiate";
import type { PageFacts } from "./page";
import { type Stamp, stampHtml } from "./stamp";

/** A page in memory, with its answers prepared once per encoding, and for HTML once per stamp. */
export class HeldPage {
  private answers: Partial<Record<Encoding, Answer>> = {};
  private readonly html: boolean;
  private stamped: Buffer | null = null;
  private stampKey: string | null = null;

  /** A body of null is on disk only. */
  constructor(
    readonly facts: PageFacts,
    public body: Buffer | null,
  ) {
    this.html = isHtml(facts);
  }

  /** The answer in an encoding; null while the body is on disk only. */
  answer(encoding: Encoding, stamp: Stamp): Answer | null {
    if (this.html && this.stampKey !== stamp.key) {
      this.answers = {};
      this.stamped = null;
      this.stampKey = stamp.key;
    }
    return this.answers[encoding] ?? this.prepare(encoding, stamp);
  }

  /** Lets go of the bytes; disk has them. */
  forget(): void {
    this.body = null;
    this.answers = {};
    this.stamped = null;
  }

  /** Bytes in memory at most: as kept, as stamped, and compressed twice. */
  weight(): number {
    return this.facts.length * 3;
  }

  private prepare(encoding: Encoding, stamp: Stamp): Answer | null {
    if (this.body === null) return null;
    if (this.html) this.stamped ??= Buffer.from(stampHtml(this.body.toString(), stamp));
    const answer = prepareAnswer(
      this.facts,
      this.stamped ?? this.body,
      encoding,
      this.html ? stamp.key : null,
    );
    this.answers[encoding] = answer;
    return answer;
  }
}

/** Whether a page is HTML: only that carries a stamp. */
export function isHtml({ headers }: PageFacts): boolean {
  return headers.some(([name, value]) => name === "content-type" && value.startsWith("text/html"));
}
