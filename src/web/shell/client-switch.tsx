import { useMe } from "#web/data/me.ts";
import { chooseClient, useClient } from "#web/data/which-client.ts";
import type { Me } from "#web/data/words.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { MenuItem, MenuPart } from "#web/kit/menu.tsx";
import { useReveal } from "#web/kit/reveal.tsx";

function Choices({ of: { clients, organization }, chosen }: { readonly of: Me; readonly chosen: string | undefined }) {
  return (
    <MenuPart name={organization.name}>
      <MenuItem chosen={chosen === undefined} run={() => chooseClient(undefined)}>
        All {clients.length} practices
      </MenuItem>
      {clients.map((c) => (
        <MenuItem key={c.id} chosen={c.id === chosen} run={() => chooseClient(c.id)}>
          {c.name}
        </MenuItem>
      ))}
    </MenuPart>
  );
}

function Switch({ me }: { readonly me: Me }) {
  const chosen = useClient();
  const name = me.clients.find((c) => c.id === chosen)?.name ?? `All ${me.clients.length} practices`;
  const reveal = useReveal({
    label: "Practice",
    width: 260,
    hover: false,
    content: () => <Choices of={me} chosen={chosen} />,
  });
  return (
    <button type="button" className="who-for" {...reveal}>
      <Glyph name="directory" s />
      <span className="wide grow">
        <span className="vh">Practice: </span>
        {name}
      </span>
      <Glyph name="swap" s />
    </button>
  );
}

/** For whom the window works: the one practice, or, for an organization with several, one of them or all. */
export function ClientSwitch() {
  const me = useMe();
  if (me === undefined) return null;
  if (me.clients.length > 1) return <Switch me={me} />;
  return (
    <div className="org">
      <span className="wide">{me.clients[0]?.name ?? me.organization.name}</span>
    </div>
  );
}
