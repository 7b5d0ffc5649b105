import { ownData } from "@/communications/subscribers/own-data";
import { env } from "@/lib/env";
import { plainHeaders } from "@/lib/security-headers";
import { ownDoor } from "../../../own-link";

export const dynamic = "force-dynamic";

/** Everything that is kept about somebody, as a file. */
export const GET = ownDoor(async ({ db, now, own }) => {
  const data = await ownData({ db, now }, own.subscriberId);
  return new Response(`${JSON.stringify(data, null, 2)}\n`, {
    headers: {
      "content-type": "application/json; charset=utf-8",
      "content-disposition": 'attachment; filename="my-data.json"',
      "cache-control": "no-store",
      "x-robots-tag": "noindex",
      ...plainHeaders(env().PUBLIC_URL),
    },
  });
});
