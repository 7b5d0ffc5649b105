"use client";

import { useEffect, useState } from "react";

export type Published = { version: number; published: boolean; reason?: string };

const retryMilliseconds = 3_000;

const publishing = {
  seen: "Published, readers see it.",
  waits: "Saved. Readers will see it as soon as the page answers: retrying.",
};

type Props = { published: Published | null; words?: string; say?: { seen: string; waits: string } };

/**
 * Whether readers see it. Says so only after the front confirmed it; until then it keeps asking. `words`: for what is
 * none of the readers' business.
 */
export function Said({ published, words = "Saved.", say = publishing }: Props) {
  const [seen, setSeen] = useState(published?.published ?? true);
  const version = published?.version;
  useEffect(() => setSeen(published?.published ?? true), [published]);
  useEffect(() => {
    if (seen || version === undefined) return;
    const timer = setInterval(async () => {
      const response = await fetch("/desk/published", {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ version }),
      }).catch(() => null);
      if (response?.ok && ((await response.json()) as Published).published) setSeen(true);
    }, retryMilliseconds);
    return () => clearInterval(timer);
  }, [seen, version]);
  if (!published) return <p>{words}</p>;
  return <p>{seen ? say.seen : say.waits}</p>;
}
