/** What the desk's own doors answer, told apart by what a person can do about it. */
export type Asked<Result> = { ok: true; result: Result } | { ok: false; why: "signed_out" | "unreachable" };

/** Asks one of the desk's doors with JSON. Never throws. */
export async function ask<Result>(
  path: string,
  body?: unknown,
  options?: RequestInit,
): Promise<Asked<Result>> {
  try {
    const response = await fetch(path, {
      method: body === undefined ? "GET" : "POST",
      headers: { "content-type": "application/json" },
      body: body === undefined ? undefined : JSON.stringify(body),
      redirect: "manual",
      ...options,
    });
    if (response.ok) return { ok: true, result: (await response.json()) as Result };
    const signedOut = response.status === 401 || response.type === "opaqueredirect";
    return { ok: false, why: signedOut ? "signed_out" : "unreachable" };
  } catch {
    return { ok: false, why: "unreachable" };
  }
}
