const missing = async () =>
  Response.json({ error: "not found" }, { status: 404, headers: { "cache-control": "no-store" } });

/** Whatever address under /api/ no door has: machines are told so as machines read, by every method. */
export { missing as DELETE, missing as GET, missing as PATCH, missing as POST, missing as PUT };
