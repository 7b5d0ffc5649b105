"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { Logo } from "@/components/ui/shapes";
import { roleWords } from "@/components/ui/words";
import type { Role } from "@/lib/vocabulary";
import { FindButton } from "./palette/find-button";
import { places } from "./places";

type Props = {
  name: string;
  role: Role;
  csrfToken: string;
  mailbox: boolean;
  /** How much waits for a person, by place. */
  waiting?: Partial<Record<(typeof places)[number]["href"], number>>;
};

/** The desk's navigation, and who sits at it. */
export function Rail({ name, role, csrfToken, mailbox, waiting = {} }: Props) {
  const path = usePathname() ?? "";
  const shown = places.filter((place) => mailbox || place.href !== "/desk/mailbox");
  const isHere = (href: string) => (href === "/desk" ? path === href : path.startsWith(href));
  const nav = useRef<HTMLElement>(null);
  // On a phone the places are one line that scrolls: where one is stays in sight.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another path is another place
  useEffect(() => {
    nav.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [path]);
  return (
    <aside className="rail">
      <Logo />
      <FindButton />
      <nav aria-label="Desk" ref={nav}>
        {shown.map((place) => (
          <Link key={place.href} href={place.href} aria-current={isHere(place.href) ? "page" : undefined}>
            <span>
              {place.name}
              {Boolean(waiting[place.href]) && (
                <b title="waits for a person"> {waiting[place.href]?.toLocaleString("en-GB")}</b>
              )}
            </span>
            <span className="kbd" aria-hidden="true">
              G {place.key.toUpperCase()}
            </span>
          </Link>
        ))}
        <hr />
        <a href="/">Public page</a>
      </nav>
      <div className="duty">
        <p>
          {roleWords[role]}
          <b>{name}</b>
        </p>
        <form action="/api/auth/signout" method="post">
          <input type="hidden" name="csrfToken" value={csrfToken} />
          <input type="hidden" name="callbackUrl" value="/sign-in" />
          <button type="submit" className="bare">
            Sign out
          </button>
        </form>
      </div>
    </aside>
  );
}
