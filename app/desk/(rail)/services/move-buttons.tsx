import { ActionForm, Submit } from "@/components/desk/action-form";

/** Up and down, by keyboard and by pointer. */
export function MoveButtons({
  id,
  name,
  action,
  first,
  last,
}: {
  id: string;
  name: string;
  action: Parameters<typeof ActionForm>[0]["action"];
  first?: boolean;
  last?: boolean;
}) {
  return (
    <ActionForm action={action} label={`Order of ${name}`} className="flex flex-wrap items-center gap-4">
      <input type="hidden" name="id" value={id} />
      <Submit kind="bare" name="direction" value="up" disabled={first} label={`Move ${name} up`}>
        Up
      </Submit>
      <Submit kind="bare" name="direction" value="down" disabled={last} label={`Move ${name} down`}>
        Down
      </Submit>
    </ActionForm>
  );
}
