import type { Metadata } from "next";
import Link from "next/link";
import { isOwner, mayAct, requireDesk } from "@/app/desk-context";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { Select } from "@/components/desk/field";
import { PageHead } from "@/components/desk/page-head";
import { readPage } from "@/status/page/read-page";
import { listWeights } from "@/status/words/list-weights";
import { presetNames } from "@/status/words/presets";
import { listReplacedTemplates, listWordTemplates } from "@/status/words/templates/list-templates";
import { addPresetsAction, addTemplateAction } from "./actions";
import { ReadyWordsList } from "./ready-words";
import { TemplateFields } from "./template-fields";
import { Weights } from "./weights";

export const metadata: Metadata = { title: "Ready words" };

const presetWords = {
  public: "For the public",
  customers: "For customers",
  executives: "For executives",
  legal: "For legal",
} satisfies Record<(typeof presetNames)[number], string>;

/** Ready words by stage, audience and type; and which notes an audience insists on. */
export default async function ReadyWordsPage() {
  const ctx = await requireDesk();
  const [page, audiences, templates, away, replaced] = await Promise.all([
    readPage(ctx),
    listWeights(ctx),
    listWordTemplates(ctx),
    listWordTemplates(ctx, { archived: true }),
    listReplacedTemplates(ctx),
  ]);
  const mayChange = mayAct(ctx);
  return (
    <>
      <PageHead title="Ready words" renderedAt={ctx.now} zone={page}>
        <Link href="/desk/settings">Settings</Link>
      </PageHead>
      <section className="sec max-w-4xl">
        <h2>
          Ready words <small>{templates.length}, the most fitting first in the form</small>
        </h2>
        <ReadyWordsList templates={templates} {...{ replaced, audiences, mayChange, zone: page }} />
        {away.length > 0 && (
          <details className="mt-4">
            <summary>Put away: {away.length}</summary>
            <ReadyWordsList templates={away} {...{ replaced, audiences, mayChange, zone: page }} />
          </details>
        )}
      </section>
      {mayChange && (
        <section className="sec max-w-4xl">
          <h2>Add ready words</h2>
          <ActionForm action={addTemplateAction} label="Add ready words" done="Added." empties>
            <TemplateFields audiences={audiences} />
            <div className="mt-4">
              <Submit>Add</Submit>
            </div>
          </ActionForm>
          <h2 className="mt-6">
            Begin with ours <small>what an audience has already stays as it is</small>
          </h2>
          <ActionForm action={addPresetsAction} label="Begin with ours" done="Added." className="row">
            <Select name="preset" label="Written">
              {presetNames.map((name) => (
                <option key={name} value={name}>
                  {presetWords[name]}
                </option>
              ))}
            </Select>
            <Select name="audienceId" label="To">
              {audiences.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
            <Submit kind="btn q">Add ours</Submit>
          </ActionForm>
        </section>
      )}
      {isOwner(ctx) && (
        <section className="sec max-w-4xl">
          <h2>
            Notes on words <small>what must be settled keeps an update from going out</small>
          </h2>
          {audiences.map((audience) => (
            <Weights key={audience.id} audience={audience} />
          ))}
        </section>
      )}
    </>
  );
}
