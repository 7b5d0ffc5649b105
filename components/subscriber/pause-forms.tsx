import type { View } from "@/components/public/view";
import { Part } from "./part";

type Props = { view: View; path: string; paused: boolean; several: boolean };

/** Begins or ends a pause, on this channel or on all. */
export function PauseForms({ view, path, paused, several }: Props) {
  const words = view.words.subscriber;
  return (
    <Part title={words.pause}>
      <p>{words.pauseHow}</p>
      <form className="acts f" action={path} method="post">
        <input type="hidden" name="paused" value={paused ? "no" : "yes"} />
        <button type="submit" className={paused ? undefined : "btn q"}>
          {paused ? words.resumeAct : words.pauseAct}
        </button>
        {several && (
          <button type="submit" className="btn q" name="everywhere" value="yes">
            {paused ? words.resumeAll : words.pauseAll}
          </button>
        )}
      </form>
    </Part>
  );
}
