import { mixedInName } from "@/lib/mixed-scripts";

/** Said under a name that mixes alphabets in one word: it may only look like somebody we know. */
export function MixedName({ name }: { name: string }) {
  const mixed = mixedInName(name);
  if (!mixed) return null;
  return <p className="s mute">The name mixes {mixed.join(" and ")} letters: look twice at who it is.</p>;
}
