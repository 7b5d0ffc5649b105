import { env } from "@/lib/env";
import { openSinks } from "@/publication/second-origin/open-sinks";
import { broken, type Finding, look, notAsked, well } from "./finding";

/** Whether the places that keep a copy of the publication can be reached, and hold one. */
export async function checkCopies(): Promise<Finding[]> {
  const name = "second origin";
  try {
    const sinks = openSinks(env());
    if (sinks.length === 0) return [notAsked(name, "None is set up.")];
    return await Promise.all(
      sinks.map(async (sink): Promise<Finding> => {
        const index = await sink.readIndex();
        return index
          ? well(name, `${sink.name} holds version ${index.version}.`)
          : look(name, `${sink.name} holds no copy yet.`, "Start Drawbridge: it writes one within seconds.");
      }),
    );
  } catch (error) {
    return [
      broken(
        name,
        (error as Error).message,
        "Correct the SECOND_ORIGIN settings, or the rights at that place.",
      ),
    ];
  }
}
