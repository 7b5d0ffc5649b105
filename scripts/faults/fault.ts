import type { Stage } from "./stage";

/** Something that goes wrong, how it is made and ended, and what must hold meanwhile. */
export type Fault = {
  name: string;
  /** Also in the quick form, which is part of `npm test`. */
  quick: boolean;
  /** Why it cannot be made on this machine; null: it can. */
  lacks?: () => string | null;
  /** `next` publishes the next update, which people are told. */
  make: (stage: Stage, next: () => Promise<void>) => Promise<void>;
  end: (stage: Stage) => Promise<void>;
  /** Whether the publication can be confirmed meanwhile: otherwise its age must grow. */
  confirms: boolean;
  /** Whether an update can be published meanwhile: otherwise it is tried until it can, as a person would. */
  publishes: boolean;
  /**
   * Words that the desk must say meanwhile, all of them, on its page or in answer to the form: what is wrong, and what
   * works all the same. Of what is over in a moment: that the desk is there again.
   */
  says: RegExp[];
  /** Readers may be without a page for so long, because the process that serves them is what dies. Left out: never. */
  gapMillisecondsMax?: number;
  /** It is all over by itself: how long it lasts does not depend on us. */
  passes?: boolean;
  /** In the long form it lasts until readers are told that nothing is confirmed. */
  lasts?: boolean;
};
