"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef } from "react";
import { find } from "./palette/open";
import { places } from "./places";

const typingIn = "input, textarea, select, [contenteditable]";

/** The desk's shortcuts, silent while somebody types. `?` lists them. */
export function Keys() {
  const router = useRouter();
  const help = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    let going = false;
    const press = (event: KeyboardEvent) => {
      if (event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.altKey) {
        event.preventDefault();
        return find();
      }
      const typing = event.target instanceof Element && event.target.matches(typingIn);
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      const place = going && places.find((one) => one.key === event.key);
      going = event.key === "g";
      if (place) router.push(place.href);
      else if (event.key === "n") router.push("/desk/incidents/new");
      else if (event.key === "u") document.querySelector<HTMLElement>("[data-key=u]")?.click();
      else if (event.key === "e") document.querySelector<HTMLElement>("[data-key=e]")?.focus();
      else if (event.key === "z") document.querySelector<HTMLElement>("[data-key=z]")?.click();
      else if (event.key === "/") find();
      else if (event.key === "?") help.current?.showModal();
      else return;
      event.preventDefault();
    };
    document.addEventListener("keydown", press);
    // For journeys: a key pressed earlier is lost.
    help.current?.setAttribute("data-listening", "");
    return () => document.removeEventListener("keydown", press);
  }, [router]);
  return (
    <dialog ref={help} aria-labelledby="keys-title">
      <h2 id="keys-title">Keys</h2>
      <dl className="mt-3 grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <Key keys="Ctrl K" does="Find or do anything; / does too" />
        {places.map((place) => (
          <Key key={place.href} keys={`g ${place.key}`} does={place.name} />
        ))}
        <Key keys="n" does="New incident" />
        <Key keys="u" does="Write the most urgent update" />
        <Key keys="e Enter" does="Say that nothing is new, on the most urgent" />
        <Key keys="Ctrl Enter" does="Publish" />
        <Key keys="z" does="Take back what was just published" />
        <Key keys="?" does="This list" />
        <Key keys="Esc" does="Close this" />
      </dl>
      <form method="dialog" className="mt-4">
        <button type="submit" className="btn q">
          Close
        </button>
      </form>
    </dialog>
  );
}

function Key({ keys, does }: { keys: string; does: string }) {
  return (
    <>
      <dt>
        <kbd className="inline-block">{keys}</kbd>
      </dt>
      <dd>{does}</dd>
    </>
  );
}
