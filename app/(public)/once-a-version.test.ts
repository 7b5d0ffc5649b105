import { expect, test } from "vitest";
import { keepMilliseconds, onceAVersion, readAnew } from "./once-a-version";

const at = (milliseconds: number) => new Date(1_800_000_000_000 + milliseconds);

function counted(answer: () => Promise<string> = async () => "facts") {
  const reads = { count: 0 };
  const read = () => {
    reads.count += 1;
    return answer();
  };
  return { reads, read };
}

test("fifteen surfaces that ask at once cost one read", async () => {
  const { reads, read } = counted();
  await Promise.all(Array.from({ length: 15 }, () => onceAVersion("a", 7, at(0), read)));
  expect(reads.count).toBe(1);
});

test("a newer version is read again at once, even while the older read is under way", async () => {
  const { reads, read } = counted();
  const first = onceAVersion("b", 7, at(0), read);
  await onceAVersion("b", 8, at(1), read);
  await first;
  expect(reads.count).toBe(2);
});

test("the same version is read again when the clock may have changed its words", async () => {
  const { reads, read } = counted();
  await onceAVersion("c", 7, at(0), read);
  await onceAVersion("c", 7, at(keepMilliseconds - 1), read);
  expect(reads.count).toBe(1);
  await onceAVersion("c", 7, at(keepMilliseconds), read);
  expect(reads.count).toBe(2);
});

test("a failed read is not remembered", async () => {
  await expect(onceAVersion("d", 7, at(0), () => Promise.reject(new Error("down")))).rejects.toThrow("down");
  expect(await onceAVersion("d", 7, at(1), async () => "back")).toBe("back");
});

test("what is made anew is read anew, however young the last read is", async () => {
  const { reads, read } = counted();
  await onceAVersion("e", 7, at(0), read);
  readAnew();
  await onceAVersion("e", 7, at(1), read);
  expect(reads.count).toBe(2);
});
