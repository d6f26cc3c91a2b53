import { useMe } from "#web/data/me.ts";
import { Check, SelectField } from "#web/kit/fields.tsx";
import { ROLE_LIST, ROLES, type Role } from "./roles.ts";

/** A role, and for which practices. */
export interface Grant {
  readonly role: Role;
  readonly clients: "all" | string[];
}

const optionOf = (r: Role) => ({ value: r, name: r.charAt(0).toUpperCase() + r.slice(1) });

/** A role with what it may do, and for which practices. */
export function GrantFields({
  grant,
  put,
  roles = ROLE_LIST,
}: {
  readonly grant: Grant;
  readonly put: (grant: Grant) => void;
  readonly roles?: readonly Role[];
}) {
  const clients = useMe()?.clients ?? [];
  const chosen = grant.clients;
  const toggle = (id: string, on: boolean) => {
    const now = chosen === "all" ? clients.map((c) => c.id) : chosen;
    const next = on ? [...now, id] : now.filter((c) => c !== id);
    put({ ...grant, clients: next.length === clients.length ? "all" : next });
  };
  return (
    <>
      <SelectField
        label="Role"
        options={roles.map(optionOf)}
        help={ROLES[grant.role]}
        value={grant.role}
        onChange={(event) => put({ ...grant, role: event.target.value as Role })}
      />
      {clients.length > 1 && (
        <fieldset className="ticks">
          <legend className="sm">For</legend>
          {clients.map((c) => (
            <Check
              key={c.id}
              checked={chosen === "all" || chosen.includes(c.id)}
              onChange={(event) => toggle(c.id, event.target.checked)}
            >
              {c.name}
            </Check>
          ))}
        </fieldset>
      )}
    </>
  );
}
