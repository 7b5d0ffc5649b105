export type Fields = Record<string, string>;
const here = { host: "status.larkfield.example" };

/** A door as Next calls it; with `fields`, a form that a browser posts from our own page. */
export async function knock(
  door: string,
  params: Fields,
  { fields, headers = {}, query = "" }: { fields?: Fields; headers?: Fields; query?: string } = {},
) {
  const route = await import(
    /* @vite-ignore */ `../${door}/${door.endsWith("/data") ? "route.ts" : "route.tsx"}`
  );
  const request = new Request(`http://${here.host}/${query}`, {
    method: fields ? "POST" : "GET",
    headers: { ...here, ...(fields && { "sec-fetch-site": "same-origin" }), ...headers },
    body: fields && new URLSearchParams(fields),
  });
  const response: Response = await route[fields ? "POST" : "GET"](request, {
    params: Promise.resolve(params),
  });
  return { status: response.status, headers: response.headers, html: await response.text() };
}

export const main = (html: string) => /<main[\s\S]*<\/main>/.exec(html)![0];
export const signed = (path: string) => ({ signed: path.split("/")[2]! });

/** Each visitor comes from a network address of its own, so that the bounds do not carry over. */
export const from = () => ({ "x-forwarded-for": `198.51.100.${++networks}` });
let networks = 0;
