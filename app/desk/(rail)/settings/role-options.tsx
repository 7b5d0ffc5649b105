import { roleWords } from "@/components/ui/words";
import { roles } from "@/lib/vocabulary";

/** The roles, to choose one of. */
export const RoleOptions = () =>
  roles.map((role) => (
    <option key={role} value={role}>
      {roleWords[role]}
    </option>
  ));
