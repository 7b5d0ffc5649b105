import type { View } from "@/components/public/view";
import { Part } from "./part";

export type DataPaths = { sent: string; data: string; erase: string };

/** What is kept about somebody: to see, to take along, to erase. */
export function OwnDataLinks({ view, paths }: { view: View; paths: DataPaths }) {
  const words = view.words.subscriber;
  return (
    <Part title={words.yourData}>
      <p className="links">
        <a href={paths.sent}>{words.sentLink}</a>
        <a href={paths.data} download>
          {words.downloadLink}
        </a>
        <a href={paths.erase}>{words.eraseLink}</a>
      </p>
    </Part>
  );
}
