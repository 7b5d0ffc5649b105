import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { mayAct, requireDesk } from "@/app/desk-context";
import { readNames } from "@/communications/rules/read-names";
import { readRuleSets } from "@/communications/rules/read-rules";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { NotAllowed } from "@/components/desk/not-allowed";
import { PageHead } from "@/components/desk/page-head";
import { CheckFields } from "@/components/desk/rules/check-fields";
import { readPage } from "@/status/page/read-page";
import { writeCheckAction } from "../actions";
import { filledCheck } from "../check-form";

export const metadata: Metadata = { title: "Check of the rules" };

/** The address of a check that is not written yet; no check is called so. */
const fresh = "new";

/** One check by its fields; saving it changes the draft of whoever saves, nothing else. */
export default async function EditCheck({ params }: { params: Promise<{ name: string }> }) {
  const ctx = await requireDesk();
  if (!mayAct(ctx)) return <NotAllowed what="change checks" />;
  const name = decodeURIComponent((await params).name);
  const [zone, names, sets] = [await readPage(ctx), await readNames(ctx.db), await readRuleSets(ctx)];
  const from = sets.find(({ state }) => state === "draft") ?? sets.find(({ state }) => state === "active");
  const check = from?.checks.find((one) => one.name === name) ?? null;
  if (!check && name !== fresh) notFound();
  return (
    <>
      <PageHead
        title={
          <>
            <a className="back" href="/desk/rules#checks">
              Rules
            </a>
            {check ? "Change a check" : "Add a check"}
          </>
        }
        renderedAt={ctx.now}
        zone={zone}
      />
      <section className="sec max-w-3xl">
        <ActionForm action={writeCheckAction} label="The check">
          {check && <input type="hidden" name="before" value={check.name} />}
          <CheckFields
            check={filledCheck(check)}
            services={names.services}
            slugs={Object.keys(names.audiences)}
          />
          <div className="row mt-5">
            <Submit>Save in my draft</Submit>
            <a className="btn q" href="/desk/rules#checks">
              Cancel
            </a>
          </div>
          <p className="hint">
            It is run at once. A draft with a check that does not hold cannot be proposed.
          </p>
        </ActionForm>
      </section>
    </>
  );
}
