import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { requireDesk } from "@/app/desk-context";
import { previewMessage, type Shown, shownOn } from "@/communications/previews/preview-message";
import { PageHead } from "@/components/desk/page-head";
import { PreviewMessage } from "@/components/desk/previews/preview-message";
import { channelWords } from "@/components/ui/words";
import { channels } from "@/lib/vocabulary";
import { readPage } from "@/status/page/read-page";
import { readAsked } from "./asked";

export const metadata: Metadata = { title: "How messages look" };

const shownWords: Record<Shown, string> = {
  first: "First word",
  update: "Update",
  resolved: "Resolved",
  planned: "Planned work",
  merged: "With earlier ones",
  merged_many: "With a dozen earlier ones",
  long: "Very long words",
  hostile: "Hostile words",
  confirm: "Confirm",
  test: "Test message",
  sign_in: "Sign-in link",
  channel_failing: "Channel switched off",
};

/** How each channel says what, made by the hands that make the real messages. The facts are made up. */
export default async function Previews({
  searchParams,
}: {
  searchParams: Promise<{ channel?: string; shown?: string }>;
}) {
  const ctx = await requireDesk();
  const { channel, shown } = readAsked(await searchParams);
  const page = await readPage(ctx);
  const message = await previewMessage(page, channel, shown);
  if (!message) notFound();
  const to = (query: Record<string, string>) => `?${new URLSearchParams({ channel, shown, ...query })}`;
  return (
    <>
      <PageHead
        title="How messages look"
        note="with made-up facts; nothing is sent"
        renderedAt={ctx.now}
        zone={page}
      />
      <nav className="tabs mt-3" aria-label="Channels">
        {channels.map((one) => (
          <Link
            key={one}
            prefetch={false}
            href={to({ channel: one })}
            aria-current={one === channel ? "page" : undefined}
          >
            {channelWords[one]}
          </Link>
        ))}
      </nav>
      <nav className="tabs" aria-label="Situations">
        {shownOn(channel).map((one) => (
          <Link
            key={one}
            prefetch={false}
            href={to({ shown: one })}
            aria-current={one === shown ? "page" : undefined}
          >
            {shownWords[one]}
          </Link>
        ))}
      </nav>
      <PreviewMessage
        channel={channel}
        message={message}
        pageName={page.name}
        letterHref={(scheme) => `/desk/previews/${channel}/${shown}/letter?scheme=${scheme}`}
      />
    </>
  );
}
