import { Menu } from "@mantine/core";
import { useMe } from "#web/data/me.ts";
import { chooseClient, useClient } from "#web/data/which-client.ts";
import { Glyph } from "#web/kit/glyph.tsx";

/** For whom the window works: the one practice, or, for an organization with several, one of them or all. */
export function ClientSwitch() {
  const me = useMe();
  const chosen = useClient();
  if (me === undefined) return null;
  const { clients, organization } = me;
  if (clients.length < 2)
    return (
      <div className="org">
        <span className="wide">{clients[0]?.name ?? organization.name}</span>
      </div>
    );
  const name = clients.find((c) => c.id === chosen)?.name ?? `All ${clients.length} practices`;
  return (
    <Menu position="top-start" width={240} shadow="md">
      <Menu.Target>
        <button type="button" className="who-for">
          <Glyph name="directory" s />
          <span className="wide grow">
            <span className="vh">Practice: </span>
            {name}
          </span>
          <Glyph name="swap" s />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{organization.name}</Menu.Label>
        <Menu.Item onClick={() => chooseClient(undefined)}>All {clients.length} practices</Menu.Item>
        {clients.map((c) => (
          <Menu.Item key={c.id} onClick={() => chooseClient(c.id)}>
            {c.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
