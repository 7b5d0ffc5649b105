import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { isOwner, requireDesk } from "@/app/desk-context";
import { readTypedSummons } from "@/communications/plays/addresses";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { Field } from "@/components/desk/field";
import { NotAllowed } from "@/components/desk/not-allowed";
import { PageHead } from "@/components/desk/page-head";
import { PlayFields } from "@/components/desk/plays/play-fields";
import { listAudiences } from "@/status/audiences/read-audience";
import { readPage } from "@/status/page/read-page";
import { listPeople } from "@/status/people/read-person";
import { answerSecondsDefault, summonedRoles } from "@/status/plays/play";
import { readPlaySets } from "@/status/plays/read-plays";
import { listWordTemplates } from "@/status/words/templates/list-templates";
import { changePlayAction, removePlayAction } from "../actions";

export const metadata: Metadata = { title: "Response play" };

/** Writes a play or changes one. For owners. */
export default async function PlayPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireDesk();
  if (!isOwner(ctx)) return <NotAllowed what="change response plays" />;
  const { id } = await params;
  const [page, sets, people, audiences, templates] = await Promise.all([
    readPage(ctx),
    readPlaySets(ctx),
    listPeople(ctx),
    listAudiences(ctx.db),
    listWordTemplates(ctx),
  ]);
  const play = sets[0]?.plays.find((one) => one.id === id) ?? null;
  if (!play && id !== "new") notFound();
  return (
    <>
      <PageHead title={play?.name ?? "New play"} renderedAt={ctx.now} zone={page}>
        <Link href="/desk/settings/plays">All plays</Link>
      </PageHead>
      <section className="sec max-w-2xl">
        <ActionForm action={changePlayAction} label="The play">
          <input type="hidden" name="id" value={play?.id ?? ""} />
          <PlayFields
            play={play ? { ...play, summon: await readTypedSummons(ctx, play.summon) } : unwritten}
            roles={[...summonedRoles]}
            people={people.filter(({ disabled, role }) => !disabled && role !== "viewer")}
            audiences={audiences.filter(({ kind }) => kind === "private")}
            templates={templates}
          />
          <Field name="reason" label="Why" hint="Kept with this version, beside your name." required />
          <div className="mt-4">
            <Submit>Put in use</Submit>
          </div>
        </ActionForm>
      </section>
      {play && (
        <section className="sec max-w-2xl">
          <h2>Take out of use</h2>
          <ActionForm action={removePlayAction} label="Take the play out of use">
            <input type="hidden" name="id" value={play.id} />
            <Field name="reason" label="Why not any more" required />
            <div className="mt-4">
              <Submit kind="btn danger">Take out of use</Submit>
            </div>
          </ActionForm>
        </section>
      )}
    </>
  );
}

const unwritten = {
  ...{ name: "", severity: "SEV1" as const, type: null, summon: [], audienceIds: [], templateId: null },
  ...{ promiseMinutes: 20, answerSeconds: answerSecondsDefault },
};
