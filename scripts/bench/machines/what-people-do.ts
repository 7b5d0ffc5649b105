import { newId } from "@/lib/ids";

const usualPaths = ["/", "/api/v2/summary.json", "/history.atom", "/history"];

/** Readers read, a person looks at the desk, and another one's words are kept as they type. */
export function whatPeopleDo(url: string, cookie: string, paths = usualPaths) {
  return [...paths.map((path) => get(url, path)), ...whatADeskDoes(url, cookie)];
}

/** A person looks at the desk, and another one's words are kept as they type. */
export function whatADeskDoes(url: string, cookie: string) {
  return [
    get(url, "/desk/incidents", { cookie }),
    get(url, "/desk", { cookie }),
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

const get = (url: string, path: string, headers = {}) => ({
  name: path,
  ask: (signal: AbortSignal) => fetch(url + path, { headers, signal, redirect: "manual" }),
});
