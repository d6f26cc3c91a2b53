import { Menu, useMantineColorScheme } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { answered, api, newKey } from "#web/data/api.ts";
import { meQuery, useMe } from "#web/data/me.ts";
import { Glyph } from "#web/kit/glyph.tsx";
import { toast } from "./toast.tsx";

const SCHEMES = [
  { value: "light", name: "Light", glyph: "sun" },
  { value: "dark", name: "Dark", glyph: "moon" },
  { value: "auto", name: "As this machine has it", glyph: "half" },
] as const;

function useSingleKeys() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (singleKeys: boolean) =>
      answered(api.PATCH("/v1/me", { params: { header: newKey() }, body: { singleKeys } })),
    onSuccess: (me) => {
      client.setQueryData(meQuery.queryKey, me);
      toast({ text: me.preferences.singleKeys ? "Single-letter keys are on." : "Single-letter keys are off." });
    },
  });
}

/** Who is signed in, how the window looks, its keys, and the way out. */
export function PersonMenu({ listKeys, signOut }: { readonly listKeys: () => void; readonly signOut: () => void }) {
  const me = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const keys = useSingleKeys();
  if (me === undefined) return <span className="avatar" aria-hidden="true" />;
  const single = me.preferences.singleKeys;
  return (
    <Menu position="bottom-end" width={244} shadow="md">
      <Menu.Target>
        <button type="button" className="avatar" aria-label={`${me.person.name}, ${me.person.role}`}>
          {me.person.initials}
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          {me.person.name}, {me.person.role}
        </Menu.Label>
        {SCHEMES.map((s) => (
          <Menu.Item
            key={s.value}
            leftSection={<Glyph name={s.glyph} s />}
            rightSection={colorScheme === s.value ? <Glyph name="check" s /> : null}
            aria-current={colorScheme === s.value || undefined}
            onClick={() => setColorScheme(s.value)}
          >
            {s.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<Glyph name="keys" s />} rightSection={<kbd>?</kbd>} onClick={listKeys}>
          Keys
        </Menu.Item>
        <Menu.Item onClick={() => keys.mutate(!single)}>Turn single-letter keys {single ? "off" : "on"}</Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<Glyph name="away" s />} onClick={signOut}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
