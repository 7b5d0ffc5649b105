"use client";

import { useEffect, useRef, useState } from "react";
import { channelWords } from "@/components/ui/words";
import { SeeMessage } from "./see-message";
import { type Form, type ReachedPerson, usePeople } from "./use-people";

type Props = Form & {
  /** How many messages there are; null: not known now. */
  total: number | null;
  close: () => void;
};

/** Everybody whom publishing would reach, a page at a time, with the message of each as it would be sent. */
export function SeePeople({ incidentId, payload, total, close }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  // What was in the form when it was opened: nothing moves under the eyes of who reads.
  const [form] = useState<Form>({ incidentId, payload });
  const [search, setSearch] = useState("");
  const [places, setPlaces] = useState<(string | null)[]>([null]);
  const [shown, setShown] = useState<ReachedPerson | null>(null);
  const { page, silent } = usePeople(form, { after: places.at(-1)!, search });
  useEffect(() => dialog.current?.showModal(), []);
  const before = (places.length - 1) * pageSize;
  return (
    <dialog ref={dialog} className="people" aria-label="Everybody who will hear" onClose={close}>
      <header>
        <h2>
          Everybody who will hear{" "}
          <small>{total !== null && `${total.toLocaleString("en-GB")} in all, nothing is sent yet`}</small>
        </h2>
        <form method="dialog">
          <button type="submit" className="btn q">
            Close
          </button>
        </form>
      </header>
      {shown ? (
        <SeeMessage form={form} person={shown} back={() => setShown(null)} />
      ) : (
        <>
          <label className="sr-only" htmlFor="people-search">
            Find a person
          </label>
          <input
            id="people-search"
            type="search"
            placeholder="A name or an address"
            value={search}
            onChange={(event) => {
              setSearch(event.target.value);
              setPlaces([null]);
            }}
          />
          <p className="s mute mt-2" role="status">
            {silent
              ? "The desk does not answer: close this and try again."
              : page === null
                ? "Looking …"
                : page.people.length === 0
                  ? "Nobody here."
                  : `${before + 1} to ${before + page.people.length}`}
          </p>
          <ul className="wait">
            {(page?.people ?? []).map((person) => (
              <Person
                key={`${person.recipientId} ${person.channel}`}
                person={person}
                open={() => setShown(person)}
              />
            ))}
          </ul>
          <p className="row mt-3">
            <button
              type="button"
              className="btn q"
              disabled={places.length === 1}
              onClick={() => setPlaces(places.slice(0, -1))}
            >
              Back
            </button>
            <button
              type="button"
              className="btn q"
              disabled={!page?.next}
              onClick={() => page?.next && setPlaces([...places, page.next])}
            >
              Next
            </button>
          </p>
        </>
      )}
    </dialog>
  );
}

/** People on a page: the server's number. */
const pageSize = 50;

function Person({ person, open }: { person: ReachedPerson; open: () => void }) {
  const { name, address, channel, why, rules, words, merged } = person;
  return (
    <li>
      <p className="t">
        {name && <b>{name} </b>}
        <span className={name ? "mute" : undefined}>{address}</span>{" "}
        <button type="button" className="bare" onClick={open} aria-label={`Open the message to ${address}`}>
          Open
        </button>
      </p>
      <p className="s">
        {channelWords[channel]}, {words ? `the words for ${words.audience}` : "a short notice"}, because {why}
        .
      </p>
      {rules && <p className="s mute">{rules}</p>}
      {merged.length > 0 && (
        <p className="s mute">Also on {new Intl.ListFormat("en-GB").format(merged)}: one message.</p>
      )}
    </li>
  );
}
