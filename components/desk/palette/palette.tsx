"use client";

import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { type Item, paletteItems } from "./items";
import { onFind } from "./open";
import { useFound } from "./use-found";

/** Everything at the desk by its name: Ctrl K or / opens it, arrows choose, Enter goes there. */
export function Palette() {
  const router = useRouter();
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const items = paletteItems(typed, useFound(open, typed));
  const chosen = items[Math.min(at, items.length - 1)];

  useEffect(
    () =>
      onFind(() => {
        setTyped("");
        setAt(0);
        setOpen(true);
        if (!dialog.current?.open) dialog.current?.showModal();
      }),
    [],
  );
  useEffect(() => {
    list.current?.querySelector(`#find-${chosen?.id}`)?.scrollIntoView({ block: "nearest" });
  }, [chosen?.id]);

  const go = (item: Item | undefined) => {
    if (!item) return;
    dialog.current?.close();
    router.push(item.href);
  };
  const keys = (event: KeyboardEvent) => {
    const steps = { ArrowDown: 1, ArrowUp: -1 } as Record<string, number>;
    const step = steps[event.key];
    if (step && items.length) setAt((Math.min(at, items.length - 1) + step + items.length) % items.length);
    else if (event.key === "Enter") go(chosen);
    else return;
    event.preventDefault();
  };
  return (
    <dialog ref={dialog} className="palette" aria-label="Find or do" onClose={() => setOpen(false)}>
      <form method="dialog" className="find">
        <input
          type="search"
          role="combobox"
          aria-label="Find or do"
          aria-expanded={items.length > 0}
          aria-controls="find-list"
          aria-activedescendant={chosen && `find-${chosen.id}`}
          aria-autocomplete="list"
          placeholder="A place, an incident, ready words"
          autoComplete="off"
          value={typed}
          onChange={(event) => {
            setTyped(event.target.value);
            setAt(0);
          }}
          onKeyDown={keys}
        />
        <button type="submit" className="btn q" formNoValidate>
          Close
        </button>
      </form>
      <div id="find-list" ref={list} role="listbox" aria-label="Found">
        {items.map((item, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's, which keeps the focus
          <div
            key={item.id}
            id={`find-${item.id}`}
            role="option"
            tabIndex={-1}
            aria-selected={item === chosen}
            onClick={() => go(item)}
            onPointerMove={() => setAt(index)}
          >
            <span className="mute s">{item.group}</span>
            <span>{item.words}</span>
            {item.note && <span className="mute s">{item.note}</span>}
          </div>
        ))}
      </div>
      {items.length === 0 && (
        <p className="mute mt-3" role="status">
          Nothing here is called that.
        </p>
      )}
    </dialog>
  );
}
