import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { mayAct, requireDesk } from "@/app/desk-context";
import { readNames } from "@/communications/rules/read-names";
import { readRuleSets } from "@/communications/rules/read-rules";
import { ruleSentence } from "@/communications/rules/rule-sentence";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { NotAllowed } from "@/components/desk/not-allowed";
import { PageHead } from "@/components/desk/page-head";
import { RuleFields } from "@/components/desk/rules/rule-fields";
import { readPage } from "@/status/page/read-page";
import { listWordTemplates } from "@/status/words/templates/list-templates";
import { writeRuleAction } from "../actions";

export const metadata: Metadata = { title: "Rule" };

/** One rule by its fields; saving it changes the draft of whoever saves, nothing else. */
export default async function EditRule({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireDesk();
  if (!mayAct(ctx)) return <NotAllowed what="change rules" />;
  const id = decodeURIComponent((await params).id);
  const [zone, names, sets] = [await readPage(ctx), await readNames(ctx.db), await readRuleSets(ctx)];
  const templates = [...new Set((await listWordTemplates(ctx)).map(({ name }) => name))];
  const from = sets.find(({ state }) => state === "draft") ?? sets.find(({ state }) => state === "active");
  const rule = from?.rules.find((one) => one.id === id);
  if (!rule && id !== "new") notFound();
  return (
    <>
      <PageHead
        title={
          <>
            <a className="back" href="/desk/rules">
              Rules
            </a>
            {rule ? "Change a rule" : "Add a rule"}
          </>
        }
        renderedAt={ctx.now}
        zone={zone}
      />
      <section className="sec max-w-3xl">
        {rule && (
          <div className="rule">
            <p className="say col-span-full">{ruleSentence(rule, names)}</p>
          </div>
        )}
        <ActionForm action={writeRuleAction} label="The rule">
          {rule && <input type="hidden" name="id" value={rule.id} />}
          <RuleFields rule={rule ?? null} names={names} templates={templates} zone={zone.timeZone} />
          <div className="row mt-5">
            <Submit>Save in my draft</Submit>
            <a className="btn q" href="/desk/rules">
              Cancel
            </a>
          </div>
          <p className="hint">Nothing applies before another person has reviewed it.</p>
        </ActionForm>
      </section>
    </>
  );
}
