import type { NextApiRequest, NextApiResponse } from "next";
import { z } from "zod";
import { readAnew } from "@/app/(public)/once-a-version";
import { destination, publicSlug } from "@/app/(public)/public-path";
import { publicDb } from "@/app/context";
import { bearerMatches } from "@/lib/bearer";
import { secret } from "@/lib/env";
import { allPaths } from "@/status/public/all-paths";
import { changedPaths } from "@/status/public/changed-paths";
import { readStatus } from "@/status/public/read-status";

/** `since: null` regenerates everything that is read often; `refresh` also what only the clock has changed. */
const Request = z.object({
  since: z.number().int().nonnegative().nullable(),
  refresh: z.boolean().optional(),
});

/** Developing, Next makes a page anew for each reader and cannot regenerate one. */
const regenerates = process.env.NODE_ENV !== "development";
/** Pages rendered at a time: more would keep readers of the app waiting. */
const atATime = 4;

/**
 * Regenerates the public pages that changed since a version and answers which they are. The only file under
 * pages/: nothing else can regenerate a page and keep the old one when that fails. Others get a 404.
 */
export default async function handler(request: NextApiRequest, response: NextApiResponse): Promise<void> {
  const asked = Request.safeParse(request.body);
  if (request.method !== "POST" || !bearerMatches(request.headers.authorization, secret("INTERNAL_TOKEN"))) {
    response.status(404).end();
    return;
  }
  if (!asked.success) {
    response.status(400).json({ error: z.prettifyError(asked.error) });
    return;
  }
  try {
    const { version, asOf, paths } = await toRegenerate(asked.data);
    readAnew();
    for (let next = 0; regenerates && next < paths.length; next += atATime)
      await Promise.all(
        paths.slice(next, next + atATime).map((path) => response.revalidate(destination(path))),
      );
    response.status(200).json({ version, asOf, paths });
  } catch (error) {
    console.error("Regeneration failed; readers keep the pages they have.", error);
    response.status(500).json({ error: "regeneration failed" });
  }
}

async function toRegenerate({ since, refresh }: z.infer<typeof Request>) {
  const [db, now] = [await publicDb(), new Date()];
  // Read before the pages are: they can then only be as new or newer.
  const changed = await changedPaths(db, publicSlug, since, now);
  const open = refresh ? ((await readStatus(db, publicSlug, now))?.openIncidents ?? []) : [];
  const clockDriven = refresh ? ["/", ...open.map(({ id }) => `/incidents/${id}`)] : [];
  // A change can name a month in which nothing is shown yet: only what exists is regenerated, and what was taken
  // back, so that nobody keeps it.
  const existing = new Set([...(await allPaths(db, publicSlug)).paths, ...changed.gone]);
  const paths = [...new Set([...changed.paths, ...clockDriven])].filter((path) => existing.has(path));
  return { version: changed.version, asOf: now.toISOString(), paths };
}
