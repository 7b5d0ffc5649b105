import type { View } from "@/components/public/view";

export type DataPaths = { sent: string; data: string; erase: string };

/** What is kept about somebody: to see, to take along, to erase. */
export function OwnDataLinks({ view, paths }: { view: View; paths: DataPaths }) {
  const words = view.words.subscriber;
  return (
    <div className="f">
      <h2>{words.yourData}</h2>
      <p className="links f">
        <a href={paths.sent}>{words.sentLink}</a>
        <a href={paths.data} download>
          {words.downloadLink}
        </a>
        <a href={paths.erase}>{words.eraseLink}</a>
      </p>
    </div>
  );
}
