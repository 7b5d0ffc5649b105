import type { Metadata } from "next";
import { Suspense } from "react";
import { mayAct, requireDesk } from "@/app/desk-context";
import { readNames } from "@/communications/rules/read-names";
import { type RuleSet, readRuleSets } from "@/communications/rules/read-rules";
import type { Names } from "@/communications/rules/rule-sentence";
import { trackChanges } from "@/communications/rules/track-changes";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { PageHead } from "@/components/desk/page-head";
import { RuleLine } from "@/components/desk/rules/rule-line";
import { Versions } from "@/components/desk/rules/versions";
import { readPage } from "@/status/page/read-page";
import { removeRuleAction, restoreRuleAction } from "./actions";
import { ChecksHere } from "./checks-here";
import { Decide } from "./decide";
import { DryRunHere } from "./dry-run-here";
import { Tonight } from "./tonight";

export const metadata: Metadata = { title: "Rules" };

/** Who hears what, decided beforehand: the rules as sentences, a change beside those in use, its dry run, all versions. */
export default async function Rules({ searchParams }: { searchParams: Promise<{ version?: string }> }) {
  const ctx = await requireDesk();
  const { version: asked } = await searchParams;
  const zone = await readPage(ctx);
  const [sets, names] = [await readRuleSets(ctx), await readNames(ctx.db)];
  const active = sets.find(({ state }) => state === "active");
  const shown = sets.find(({ version }) => String(version) === asked) ?? changing(sets) ?? active;
  const mine = shown?.state === "draft" || shown === active || !shown;
  const may = mayAct(ctx) && mine;
  const pending = shown?.state === "draft" || shown?.state === "in_review";
  const tracked = trackChanges(
    pending || !shown ? (active?.rules ?? []) : shown.rules,
    shown?.rules ?? [],
    names,
  );
  return (
    <>
      <PageHead title="Rules" renderedAt={ctx.now} zone={zone}>
        {mayAct(ctx) && (
          <a className="btn" href="/desk/rules/new">
            Add a rule
          </a>
        )}
      </PageHead>
      <div className="cols2 even">
        <section className="sec">
          <h2>
            Who hears what, decided beforehand <small>{headWords(active, shown)}</small>
          </h2>
          {tracked.length === 0 && (
            <p className="mute mt-3">
              No rule yet. The public hears by subscription; write a rule for everybody else who must hear.
            </p>
          )}
          <ol>
            {tracked.map(({ id, ...rule }, index) => (
              <RuleLine
                key={id}
                {...rule}
                number={index + 1}
                missing={missingIn(shown, id, names)}
                editHref={may ? `/desk/rules/${encodeURIComponent(id)}` : null}
              >
                {may && rule.change !== "removed" && (
                  <ActionForm action={removeRuleAction} label={`Remove rule ${index + 1}`}>
                    <input type="hidden" name="ruleId" value={id} />
                    <Submit kind="bare" label={`Remove rule ${index + 1}`}>
                      Remove
                    </Submit>
                  </ActionForm>
                )}
                {may && (rule.change === "removed" || rule.change === "changed") && (
                  <ActionForm action={restoreRuleAction} label={`Restore rule ${index + 1}`}>
                    <input type="hidden" name="ruleId" value={id} />
                    <Submit kind="bare" label={`Restore rule ${index + 1}`}>
                      Restore
                    </Submit>
                  </ActionForm>
                )}
              </RuleLine>
            ))}
          </ol>
        </section>
        <div>
          {shown && pending && (
            <section className="sec" aria-label="Dry run">
              <h2>
                Dry run of version {shown.version} <small>beside version {active?.version ?? 0}</small>
              </h2>
              <Suspense fallback={<p className="mute mt-3">Playing it over past incidents …</p>}>
                <DryRunHere ctx={ctx} set={shown} zone={zone} />
              </Suspense>
              {mayAct(ctx) && <Decide set={shown} mine={shown.writtenBy?.id === ctx.actor.id} />}
            </section>
          )}
          <ChecksHere set={shown} names={names} may={may} />
          {mayAct(ctx) && <Tonight ctx={ctx} names={names} />}
          <section className="sec">
            <h2>Versions</h2>
            {sets.length === 0 && <p className="mute mt-3">None yet.</p>}
            <Versions versions={sets.map(asVersion)} shown={shown?.version ?? 0} zone={zone} />
          </section>
        </div>
      </div>
    </>
  );
}

const missingIn = (set: RuleSet | undefined, ruleId: string, { audiences }: Names) =>
  set?.rules.find(({ id }) => id === ruleId)?.tell.audiences.filter((slug) => !(slug in audiences)) ?? [];

/** What somebody is at work on: their own draft first, else what waits for a decision. */
const changing = (sets: RuleSet[]) =>
  sets.find(({ state }) => state === "draft") ?? sets.find(({ state }) => state === "in_review");

function headWords(active: RuleSet | undefined, shown: RuleSet | undefined): string {
  const inUse = active ? `version ${active.version} in use` : "none in use";
  if (!shown || shown === active) return inUse;
  const words = { draft: "is your draft", in_review: "is proposed", retired: "is retired", active: "" };
  return `${inUse} · version ${shown.version} ${words[shown.state]}`;
}

const asVersion = ({ writtenBy, reviewedBy, rules, ...set }: RuleSet) => ({
  ...set,
  author: writtenBy?.name ?? null,
  reviewer: reviewedBy,
  count: rules.length,
});
