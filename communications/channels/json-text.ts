/** A recipient's own words inside a JSON string. Long ones (a choice of very many services) are cut. */
export function jsonText(text: string): string {
  const short = text.length > charactersMax ? `${text.slice(0, charactersMax - 1)}…` : text;
  return JSON.stringify(short).slice(1, -1);
}

/** Chats refuse a message of which one part is too long. */
const charactersMax = 800;
