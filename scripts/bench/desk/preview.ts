import { previewReach } from "@/communications/rules/preview-reach";
import { readReach } from "@/communications/rules/read-reach";
import type { Written } from "@/communications/rules/read-written-moment";
import { openDatabase } from "@/db/client";
import type { Context } from "@/db/context";
import { quantile } from "../quantile";

/** Connections and plans get warm. */
const warmUps = 5;

/**
 * What the preview beside the form costs on a large installation: how many hear, why the others do not and how long it
 * takes; and a page of who they are, from the middle of the list. Answers the milliseconds below which 95 of 100 lie.
 */
export async function measurePreview(
  desk: { url: string; owner: { id: string }; incidentId: string },
  requests: number,
): Promise<{ preview: number; preview_page: number }> {
  const { db, close } = await openDatabase(desk.url);
  const ctx = (): Context => ({
    ...{ db, now: new Date() },
    actor: { kind: "user", id: desk.owner.id, role: "owner", name: "Owner" },
  });
  const written: Written = {
    ...{ incidentId: desk.incidentId, type: "availability", status: "identified", severity: "SEV2" },
    ...{ impact: "major", serviceIds: ["s00000000001"], audienceIds: [], tell: true },
  };
  try {
    const { hears } = await previewReach(ctx(), written);
    console.log(`preview: ${hears.toLocaleString("en-GB")} hear`);
    const preview = await measure(requests, () => previewReach(ctx(), written));
    const after = "many p000000a0000";
    const page = await measure(requests, () => readReach(ctx(), written, { after }));
    return { preview, preview_page: page };
  } finally {
    await close();
  }
}

async function measure(requests: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let n = -warmUps; n < requests; n++) {
    const begun = performance.now();
    await work();
    if (n >= 0) times.push(performance.now() - begun);
  }
  const p95 = Math.round(quantile(times, 0.95));
  console.log(`p50 ${quantile(times, 0.5).toFixed(0)} ms, p95 ${p95} ms`);
  return p95;
}
