import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect } from "@playwright/test";
import type { Stack } from "./stack";

export type Letter = {
  to: string;
  subject: string;
  html: string;
  text: string;
  headers: Record<string, string>;
};

/** Every letter that left so far, read from the local mailbox on disk, oldest first. */
export function letters({ dataDir }: Stack, to?: string): Letter[] {
  const folder = join(dataDir, "mailbox");
  const files = (() => {
    try {
      return readdirSync(folder);
    } catch {
      return [];
    }
  })();
  return files
    .filter((file) => file.endsWith(".json"))
    .map((file) => join(folder, file))
    .map((path) => ({ letter: JSON.parse(readFileSync(path, "utf8")) as Letter, at: statSync(path).mtimeMs }))
    .sort((a, b) => a.at - b.at)
    .map(({ letter }) => letter)
    .filter((letter) => !to || letter.to === to);
}

/** Waits for a letter whose subject matches, and answers it. */
export async function letterTo(stack: Stack, to: string, subject: RegExp): Promise<Letter> {
  await expect
    .poll(() => letters(stack, to).map((letter) => letter.subject), { timeout: 20_000 })
    .toContainEqual(expect.stringMatching(subject));
  return letters(stack, to).find((letter) => subject.test(letter.subject))!;
}

/** The first link of a letter's text whose address matches. */
export function linkIn(letter: Letter, address: RegExp): string {
  const link = letter.text.match(/https?:\/\/[^\s<>)\]]+/g)?.find((one) => address.test(one));
  if (!link) throw new Error(`No link like ${address} in:\n${letter.text}`);
  return link;
}
