import { beforeEach, expect, test } from "vitest";
import type { CopyFile } from "./copy";
import type { CopyIndex, Sink } from "./sink";
import { type Copy, type Written, writeCopy } from "./write-copy";

/** A place whose writes of one name can be held back, as a slow network does. */
class SlowPlace implements Sink {
  readonly name = "a slow place";
  readonly files = new Map<string, string>();
  index: CopyIndex | null = null;
  private holding: { name: string; reached: () => void; go: Promise<void> } | null = null;

  nameOf = ({ path }: Pick<CopyFile, "path">) => path.slice(1) || "index.html";
  readIndex = async () => this.index && structuredClone(this.index);
  writeIndex = async (index: CopyIndex) => {
    await this.held("copy.json");
    this.index = index;
  };
  put = async (name: string, { body }: CopyFile) => {
    await this.held(name);
    this.files.set(name, body.toString());
  };
  remove = async (name: string) => void this.files.delete(name);

  /** The next write of this name waits: `reached` when it came, until `go`. */
  hold(name: string) {
    let go = () => {};
    let reached = () => {};
    const came = new Promise<void>((resolve) => {
      reached = resolve;
    });
    this.holding = {
      ...{ name, reached },
      go: new Promise<void>((resolve) => {
        go = resolve;
      }),
    };
    return { came, go: () => go() };
  }

  private async held(name: string): Promise<void> {
    if (this.holding?.name !== name) return;
    const { reached, go } = this.holding;
    this.holding = null;
    reached();
    await go;
  }
}

const names = ["history", "feed.json"];
const copy = (version: number): Copy => ({
  ...{ version, confirmedAt: version },
  pages: ["/", ...names.map((name) => `/${name}`)].map((path) => {
    const [hash, body] = [`${path} ${version}`, Buffer.from(`${path} of ${version}`)];
    return {
      ...{ path, isHtml: false, hash },
      file: async () => ({ path, isHtml: false, headers: [], body, hash }),
    };
  }),
});

let place: SlowPlace;
beforeEach(() => {
  place = new SlowPlace();
});
const write = (writer: string, version: number, last: string | null = null) =>
  writeCopy(place, copy(version), { writer, now: version, last });
const shown = () => [...place.files].filter(([name]) => name !== "stamp.json").map(([, text]) => text);
const all = (version: number) => [...names.map((name) => `/${name} of ${version}`), `/ of ${version}`];

test("two fronts that wrote at once: whoever's index was replaced writes everything when it looks again", async () => {
  await write("a", 1);
  const slow = place.hold("copy.json");
  const newer = write("b", 3);
  await slow.came;
  // The older one is quick: its pages lie over those of the newer one, whose index comes last.
  const older = await write("a", 2);
  slow.go();
  await newer;
  expect(place.index?.files.history).toBe("/history 3");
  expect(place.files.get("history"), "the index says otherwise").toBe("/history of 2");
  const { put } = await write("a", 3, older.write);
  expect([put, shown().toSorted()]).toEqual([4, all(3).toSorted()]);
});

test("a front that is overtaken while it writes leaves start page and index to the newer one, and says so", async () => {
  await write("a", 1);
  const slow = place.hold("history");
  const older = write("a", 2);
  await slow.came;
  await write("b", 3);
  slow.go();
  expect(await older).toMatchObject({ skippedFor: 3, put: 2, write: null } satisfies Partial<Written>);
  expect([place.index?.version, place.files.get("index.html")]).toEqual([3, "/ of 3"]);
});

test("what others wrote one after the other is trusted: only start page and stamp are written again", async () => {
  const first = await write("a", 1);
  for (const writer of ["b", "c", "b", "c"]) await write(writer, 1);
  expect((await write("a", 1, first.write)).put).toBe(2);
});

test("a write by a version of ours that names none is taken for one at the same time", async () => {
  const first = await write("a", 1);
  place.index!.writes = [];
  expect((await write("a", 1, first.write)).put).toBe(4);
});
