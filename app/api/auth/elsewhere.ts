/**
 * An answer that sends a browser to another site, as a page that does: a form's policy (`form-action 'self'`) holds for
 * where its answer leads, too, and no provider's address has to be let into it. Other answers stay as they are.
 */
export function elsewhere(answer: Response, ourOrigin: string): Response {
  const location = answer.headers.get("location");
  if (!location || new URL(location, ourOrigin).origin === ourOrigin) return answer;
  const headers = new Headers(answer.headers);
  headers.delete("location");
  headers.set("content-type", "text/html; charset=utf-8");
  headers.set("cache-control", "no-store");
  const address = location.replace(/[&"'<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const html = `<!doctype html><html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="0;url=${address}"><title>On to your sign-in</title>
<p><a href="${address}">On to your company's sign-in</a></p></html>`;
  return new Response(html, { status: 200, headers });
}
