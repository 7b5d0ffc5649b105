import type { View } from "@/components/public/view";

/** Asks for a message that says it is a test. */
export function TestForm({ view, path }: { view: View; path: string }) {
  return (
    <form className="f" action={path} method="post">
      <button type="submit" className="btn q">
        {view.words.subscriber.sendTest}
      </button>
    </form>
  );
}
