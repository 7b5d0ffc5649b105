import type { View } from "@/components/public/view";
import { Part } from "./part";

/** Asks for a message that says it is a test. */
export function TestForm({ view, path }: { view: View; path: string }) {
  return (
    <Part title={view.words.subscriber.tryIt}>
      <form action={path} method="post">
        <button type="submit" className="btn q">
          {view.words.subscriber.sendTest}
        </button>
      </form>
    </Part>
  );
}
