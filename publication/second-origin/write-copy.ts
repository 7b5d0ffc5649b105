import { newId } from "@/lib/ids";
import { type CopyFacts, type CopyFile, stampFileOf } from "./copy";
import type { CopyIndex, Sink } from "./sink";

/** The pages of one version. A page's bytes are fetched when its turn comes: thousands need not be in memory. */
export type Copy = CopyFacts & {
  pages: { path: string; isHtml: boolean; hash: string; file: () => Promise<CopyFile> }[];
};
/** `write`: this write's name in the index; null when the index was left as another front wrote it. */
export type Written = { put: number; removed: number; skippedFor: number | null; write: string | null };

type How = {
  writer: string;
  now: number;
  /** Also writes what is there already: heals what somebody else changed. */
  everything?: boolean;
  /** What the writer last wrote there. Who wrote since without having seen it wrote at the same time. */
  last?: string | null;
};

/** Another front confirms what it wrote at least this often; what nobody confirms any more is ours to replace. */
export const abandonedMilliseconds = 180_000;
const atATime = 6;
/** As many as several fronts write until one of them looks again. */
const writesMax = 50;

/**
 * Brings a place to a version: what is linked before what links to it, the start page and its stamp after all others,
 * then what is gone is removed, the index last. A stop in the middle leaves pages that work. Leaves a newer version
 * alone while another front confirms it, also one that came meanwhile. When another front wrote at the same time, no
 * index tells whose bytes lie there: then everything is written.
 */
export async function writeCopy(sink: Sink, copy: Copy, how: How): Promise<Written> {
  const before = await sink.readIndex();
  if (before && isNewerElsewhere(before, copy, how))
    return { put: 0, removed: 0, skippedFor: before.version, write: null };
  const kept = how.everything || isUnseen(how.last, before) ? {} : (before?.files ?? {});
  const names = new Map(copy.pages.flatMap((page) => named(sink, page)));
  const changed = [...names].filter(([name, { path, hash }]) => path === "/" || kept[name] !== hash);
  const isLast = ([, { path }]: (typeof changed)[number]) => path === "/";
  const linked = changed.filter((one) => !isLast(one));
  await inTurns(linked, ([name, { file }]) => putFile(sink, name, file));
  const meanwhile = await sink.readIndex();
  if (meanwhile && isNewerElsewhere(meanwhile, copy, how))
    return { put: linked.length, removed: 0, skippedFor: meanwhile.version, write: null };
  await inTurns(changed.filter(isLast), ([name, { file }]) => putFile(sink, name, file));
  const stamp = stampFileOf(copy);
  const stampName = sink.nameOf(stamp)!;
  await sink.put(stampName, stamp);
  const gone = Object.keys(before?.files ?? {}).filter((name) => !names.has(name) && name !== stampName);
  await inTurns(gone, (name) => sink.remove(name));
  const files = Object.fromEntries([...names].map(([name, { hash }]) => [name, hash]));
  const write = newId();
  await sink.writeIndex({
    version: copy.version,
    confirmedAt: copy.confirmedAt,
    writer: how.writer,
    // As it was when this write chose its files: what came meanwhile it has not seen.
    writes: [write, ...(before?.writes ?? [])].slice(0, writesMax),
    files: { ...files, [stampName]: stamp.hash },
  });
  return { put: changed.length + 1, removed: gone.length, skippedFor: null, write };
}

function isNewerElsewhere(there: CopyIndex, { version }: Copy, { writer, now }: How): boolean {
  return (
    there.version > version && there.writer !== writer && now - there.confirmedAt < abandonedMilliseconds
  );
}

const isUnseen = (last: string | null | undefined, there: CopyIndex | null) =>
  last != null && there !== null && !there.writes.includes(last);

function named(sink: Sink, page: Copy["pages"][number]): [string, Copy["pages"][number]][] {
  const name = sink.nameOf(page);
  return name === null ? [] : [[name, page]];
}

async function putFile(sink: Sink, name: string, file: () => Promise<CopyFile>): Promise<void> {
  await sink.put(name, await file());
}

async function inTurns<T>(all: T[], act: (one: T) => Promise<void>): Promise<void> {
  for (let next = 0; next < all.length; next += atATime)
    await Promise.all(all.slice(next, next + atATime).map(act));
}
