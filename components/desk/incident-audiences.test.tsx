import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import type { FormAction } from "./action-form";
import { type AudienceOfIncident, IncidentAudiences } from "./incident-audiences";

const nothing: FormAction = async () => ({ ok: true, result: { published: null } });
const support: AudienceOfIncident = {
  ...{ id: "aaaaaaaaaaaa", name: "Support", slug: "support", businessImpact: null },
  ...{ isOpen: true, isOutside: true, isLetIn: true, mayPutOut: true },
};
function shown(audience: Partial<AudienceOfIncident>, { locked = true, owner = true } = {}): string {
  const letIn = owner ? nothing : null;
  return renderToStaticMarkup(
    <IncidentAudiences
      {...{ incidentId: "bbbbbbbbbbbb", open: nothing, putOut: nothing, locked, letIn }}
      audiences={[{ ...support, ...audience }]}
    />,
  );
}
const putOut = "Put them out again";

test("an audience that was let in can be put out again, by whom the verb lets, with a reason", () => {
  expect(shown({})).toContain(putOut);
  expect(shown({})).toContain("Why must they not know more?");
  expect(shown({}, { owner: false })).toContain(putOut);
  expect(shown({ mayPutOut: false })).not.toContain(putOut);
});

test("who was not let in, belongs to the house, or sees what is not locked, is not put out", () => {
  expect(shown({ isLetIn: false, isOpen: false })).not.toContain(putOut);
  expect(shown({ isLetIn: false, isOpen: false })).toContain("Let them in");
  expect(shown({ isOutside: false })).not.toContain(putOut);
  expect(shown({}, { locked: false })).not.toContain(putOut);
});
