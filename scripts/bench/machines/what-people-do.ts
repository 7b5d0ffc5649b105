import { newId } from "@/lib/ids";

/** Readers read, a person looks at the desk, and another one's words are kept as they type. */
export function whatPeopleDo(url: string, cookie: string) {
  const get = (path: string, headers = {}) => ({
    name: path,
    ask: (signal: AbortSignal) => fetch(url + path, { headers, signal, redirect: "manual" }),
  });
  return [
    ...["/", "/api/v2/summary.json", "/history.atom", "/history"].map((path) => get(path)),
    get("/desk/incidents", { cookie }),
    {
      name: "keeping words",
      ask: (signal: AbortSignal) =>
        fetch(`${url}/desk/drafts`, {
          method: "POST",
          headers: { cookie, "content-type": "application/json", origin: url },
          body: JSON.stringify({ subject: "incident:new", fields: { words: newId() } }),
          signal,
        }),
    },
  ];
}
