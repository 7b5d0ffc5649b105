import { setTimeout as wait } from "node:timers/promises";
import { newId } from "@/lib/ids";
import { logChanges } from "@/lib/log-changes";
import type { Disk } from "../disk";
import type { Publication } from "../publication";
import { collectCopy, type Find } from "./collect-copy";
import { type CopyState, noteCopyState, readCopyState } from "./copy-state";
import type { Sink } from "./sink";
import { writeCopy } from "./write-copy";

type Parts = {
  publication: Publication;
  disk: Disk;
  find: Find;
  /** Where it is noted how the copy stands. */
  folder: string;
  now: () => number;
  log: (line: string) => void;
};
/**
 * Milliseconds: how often we look for news; when we look again at what was written; how often a confirmation is passed
 * on; first and longest pause.
 */
export type CopyRhythm = {
  look: number;
  again: number;
  confirm: number;
  firstPause: number;
  longestPause: number;
};
const usual: CopyRhythm = {
  ...{ look: 300, again: 5_000, confirm: 60_000 },
  ...{ firstPause: 1_000, longestPause: 300_000 },
};
/** Everything is written anew this often. */
const healMilliseconds = 3_600_000;

/** Keeps the copy at one place in step with the publication: after each change, and once a minute its confirmation. */
export class SecondOrigin {
  readonly state: CopyState;
  private readonly writer = newId();
  private readonly say: (fault: string | null) => void;
  private readonly sayNote: (fault: string | null) => void;
  private readonly rhythm: CopyRhythm;
  private done = { revision: -1, confirmedAt: 0, at: Number.NEGATIVE_INFINITY, healedAt: 0 };
  private failures = 0;
  /** Our last write there, and whether we looked again since. */
  private last: string | null = null;
  private lookedAgain = true;
  /** Pages of ours may lie among those of a newer version that another front wrote meanwhile. */
  private mixed = false;

  constructor(
    private readonly sink: Sink,
    private readonly parts: Parts,
    rhythm: Partial<CopyRhythm> = {},
  ) {
    this.rhythm = { ...usual, ...rhythm };
    this.say = logChanges(`The copy in ${sink.name}`, parts.log);
    this.sayNote = logChanges("How a copy stands cannot be noted", parts.log);
    this.done.healedAt = parts.now();
    this.state = readCopyState(parts.folder, sink.name);
  }

  /** Until stopped. A place that fails is tried again, after pauses that double. */
  async keep(stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      let pause = this.rhythm.look;
      if (this.isDue()) {
        await this.step();
        if (this.failures > 0)
          pause = Math.min(this.rhythm.longestPause, this.rhythm.firstPause * 2 ** (this.failures - 1));
      }
      await wait(pause, undefined, { signal: stop }).catch(() => undefined);
    }
  }

  private isDue(): boolean {
    const { publication, now } = this.parts;
    if (publication.version === null) return false;
    const isNews = publication.revision !== this.done.revision;
    const isConfirmed = publication.confirmedAt > this.done.confirmedAt;
    const since = now() - this.done.at;
    // Another front may have written at the same time: whichever of us sees it first puts it right.
    const looksAgain = !this.lookedAgain && since >= this.rhythm.again;
    return isNews || this.failures > 0 || looksAgain || (isConfirmed && since >= this.rhythm.confirm);
  }

  private async step(): Promise<void> {
    const { publication, disk, find, now } = this.parts;
    const at = now();
    try {
      const { copy, missing } = await collectCopy(publication, disk, find);
      const { revision } = publication;
      const isNews = revision !== this.done.revision;
      const heals = at - this.done.healedAt >= healMilliseconds;
      const written = await writeCopy(this.sink, copy, {
        ...{ writer: this.writer, now: at, last: this.last },
        everything: heals || this.mixed,
      });
      this.mixed = written.skippedFor !== null && (this.mixed || written.put > 0);
      this.last = written.write ?? this.last;
      this.lookedAgain = !isNews;
      this.done = {
        ...{ revision, confirmedAt: copy.confirmedAt, at },
        healedAt: heals ? at : this.done.healedAt,
      };
      this.failures = 0;
      Object.assign(this.state, {
        ...{ version: written.skippedFor ?? copy.version, newerElsewhere: written.skippedFor, missing },
        ...{ writtenAt: new Date(at).toISOString(), fault: null, faultSince: null },
      });
      this.say(null);
    } catch (error) {
      this.failures++;
      this.state.fault = (error as Error).message;
      this.state.faultSince ??= new Date(at).toISOString();
      this.say(this.state.fault);
    }
    await noteCopyState(this.parts.folder, this.state).catch((error) =>
      this.sayNote((error as Error).message),
    );
  }
}
