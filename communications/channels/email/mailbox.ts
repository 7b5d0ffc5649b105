import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, rename, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Message, Outcome, Transport } from "@/communications/channels/channel";

export type KeptLetter = Message & { from: string };

/** Letters as files. A retry finds its file and leaves it; readers never see half a file. */
export function mailbox({ directory, from }: { directory: string; from: string }): Transport {
  return {
    name: "mailbox",
    messagesPerCall: 100,
    remembersKeys: true,
    perSecond: null,
    shared: true,
    triesMax: null,
    async hand(letters, key) {
      try {
        await mkdir(directory, { recursive: true });
        return await Promise.all(letters.map((letter) => keep(directory, key, { ...letter, from })));
      } catch (error) {
        const reason = `The mailbox folder cannot be written: ${(error as Error).message}`;
        return letters.map(() => ({ kind: "tryAgain", reason, retryAfterSeconds: null }) as const);
      }
    },
  };
}

async function keep(directory: string, key: string, letter: KeptLetter): Promise<Outcome> {
  const id = createHash("sha256").update(`${key} ${letter.id}`).digest("hex").slice(0, 32);
  const path = join(directory, `${id}.json`);
  const kept = await stat(path).catch(() => null);
  if (!kept) {
    const draft = `${path}.${process.pid}.tmp`;
    await writeFile(draft, JSON.stringify(letter, null, 2));
    await rename(draft, path);
  }
  return { kind: "accepted", providerId: id };
}

export type LetterLine = { id: string; at: Date; to: string; subject: string };

/** The newest letters of the folder, newest first; at most `limit` of them, to one address when given. */
export async function listLetters(
  directory: string,
  { limit, to }: { limit: number; to?: string },
): Promise<LetterLine[]> {
  const names = (await readdir(directory).catch(() => [])).filter((name) => name.endsWith(".json"));
  const files = await Promise.all(
    names.map(async (name) => ({ id: name.slice(0, -5), at: (await stat(join(directory, name))).mtime })),
  );
  files.sort((a, b) => b.at.getTime() - a.at.getTime());
  const lines: LetterLine[] = [];
  for (const file of files) {
    if (lines.length === limit) break;
    const letter = await readLetter(directory, file.id);
    if (letter && (!to || letter.to === to)) lines.push({ ...file, to: letter.to, subject: letter.subject });
  }
  return lines;
}

/** One letter of the folder; null when there is none of that name. */
export async function readLetter(directory: string, id: string): Promise<KeptLetter | null> {
  if (!/^[0-9a-f]{32}$/.test(id)) return null;
  const text = await readFile(join(directory, `${id}.json`), "utf8").catch(() => null);
  return text === null ? null : (JSON.parse(text) as KeptLetter);
}
