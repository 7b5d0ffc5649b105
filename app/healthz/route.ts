export const dynamic = "force-dynamic";

/** Whether this process lives. Asks nobody else: a database that is away is no reason to kill it. */
export const GET = async () => Response.json({ ok: true }, { headers: { "cache-control": "no-store" } });
