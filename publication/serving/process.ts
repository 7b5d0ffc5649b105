/** A process that serves readers for the front (processes.ts): it holds what they see, and is told what changes. */
import { join } from "node:path";
import { Disk } from "../disk";
import { HeldPage } from "../held-page";
import { Traffic } from "../metrics/traffic";
import { AppProxy } from "../proxy";
import { Publication } from "../publication";
import { AskParent } from "./ask-parent";
import type { Begin, Said, Told, WirePage } from "./messages";
import { type Serving, serveHere } from "./one-process";

const say = (said: Said) => void process.send?.(said);
const held = ({ facts, body }: WirePage) => new HeldPage(facts, body && Buffer.from(body));

/** How often what was counted here is told. */
const countMilliseconds = 1_000;

const traffic = new Traffic();
let publication: Publication;
let serving: Serving | undefined;
const parent = new AskParent(say, (page) => publication.put(page));

async function begin({ shown, port, appUrl, dataDir, ...settings }: Begin): Promise<void> {
  publication = new Publication(settings.permalinkBytesMax ?? undefined);
  if (shown) publication.restore(shown.version, shown.confirmedAt, shown.known, shown.pages.map(held));
  try {
    serving = await serveHere({
      ...{ port, publication, now: Date.now, fetchOnce: parent },
      disk: new Disk(join(dataDir, "publication")),
      traffic,
      proxy: new AppProxy(appUrl, settings.trustProxy, settings.startMilliseconds ?? undefined, (one) =>
        say({ kind: "passed", one }),
      ),
      connectionsPerNetworkMax: settings.connectionsPerNetworkMax,
    });
    say({ kind: "listening", port: serving.port });
  } catch (error) {
    say({ kind: "failed", words: (error as Error).message });
  }
}

process.on("message", async (told: Told) => {
  if (told.kind === "begin") await begin(told);
  else if (told.kind === "show") {
    const pages = told.change.pages.map(({ facts, body }) => ({ facts, body: Buffer.from(body) }));
    publication.swap({ ...told.change, pages });
    say({ kind: "shown", id: told.id });
  } else if (told.kind === "confirm") publication.confirm(told.at);
  else if (told.kind === "put") publication.put(held(told.page));
  else if (told.kind === "found") parent.answered(told.id, told.page && held(told.page), told.fault);
  else await stop();
});

function tellCounts(): void {
  const counts = traffic.take();
  if (counts.length > 0) say({ kind: "counted", counts });
}
setInterval(tellCounts, countMilliseconds).unref();

async function stop(): Promise<void> {
  await serving?.stop();
  tellCounts();
  process.exit(0);
}
// The parent ends us, or is no more.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.on(signal, () => undefined);
process.on("disconnect", () => process.exit(0));
// What is told before somebody listens is lost.
say({ kind: "ready" });
