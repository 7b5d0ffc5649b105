import { checkRules } from "@/communications/rules/check-rules";
import type { RuleSet } from "@/communications/rules/read-rules";
import type { Names } from "@/communications/rules/rule-sentence";
import { ActionForm, Submit } from "@/components/desk/action-form";
import { CheckList } from "@/components/desk/rules/check-list";
import { removeCheckAction } from "./checks/actions";

/** The checks of a version, run over its rules by the evaluation that decides for real. */
export function ChecksHere({ set, names, may }: { set: RuleSet | undefined; names: Names; may: boolean }) {
  return (
    <section className="sec" id="checks" aria-label="Checks">
      <h2>
        Checks <small>who must hear, and who must not</small>
      </h2>
      <CheckList
        checks={checkRules(set?.rules ?? [], set?.checks ?? [], names)}
        hrefOf={may ? (name) => `/desk/rules/checks/${encodeURIComponent(name)}` : null}
        actsOf={(name) =>
          may && (
            <ActionForm action={removeCheckAction} label={`Remove the check ${name}`}>
              <input type="hidden" name="name" value={name} />
              <Submit kind="bare" label={`Remove the check ${name}`}>
                Remove
              </Submit>
            </ActionForm>
          )
        }
      />
      {may && (
        <p className="mt-3 flex flex-wrap gap-3">
          <a className="btn q" href="/desk/rules/checks/new">
            Add a check
          </a>
          <a className="btn q" href="/desk/rules#checks">
            Run them again
          </a>
        </p>
      )}
    </section>
  );
}
