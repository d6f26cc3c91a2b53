import { useMantineColorScheme } from "@mantine/core";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useLocation, useNavigate } from "@tanstack/react-router";
import { answered, api, newKey } from "#web/data/api.ts";
import { meQuery, useMe } from "#web/data/me.ts";
import type { Me } from "#web/data/words.ts";
import { MenuItem, MenuPart } from "#web/kit/menu.tsx";
import { useReveal } from "#web/kit/reveal.tsx";
import { HOME_AT, type Home, homeAt } from "./home.ts";
import { toast } from "./toast.tsx";
import { turnGuide } from "./window.ts";

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

/** Makes the page one is on the one where the day begins, or the role's again. */
function useHome() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (home: Home | null) => answered(api.PATCH("/v1/me", { params: { header: newKey() }, body: { home } })),
    onSuccess: (me) => {
      client.setQueryData(meQuery.queryKey, me);
      toast({ text: `Your day begins at ${HOME_AT[me.home].name}.` });
    },
  });
}

function HomeItems({ me }: { readonly me: Me }) {
  const { pathname, search } = useLocation();
  const home = useHome();
  const here = homeAt(pathname, search);
  return (
    <>
      {here !== undefined && here !== me.home && (
        <MenuItem glyph="flip" run={() => home.mutate(here)}>
          Begin my day at {HOME_AT[here].name}
        </MenuItem>
      )}
      {me.preferences.home !== null && (
        <MenuItem glyph="undo" run={() => home.mutate(null)}>
          Begin where my role does
        </MenuItem>
      )}
    </>
  );
}

interface Ways {
  readonly listKeys: () => void;
  readonly signOut: () => void;
}

function Choices({ me, listKeys, signOut }: Ways & { readonly me: Me }) {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const keys = useSingleKeys();
  const single = me.preferences.singleKeys;
  const navigate = useNavigate();
  return (
    <>
      <MenuPart name={`${me.person.name}, ${me.person.role}`}>
        {SCHEMES.map((s) => (
          <MenuItem key={s.value} glyph={s.glyph} chosen={colorScheme === s.value} run={() => setColorScheme(s.value)}>
            {s.name}
          </MenuItem>
        ))}
      </MenuPart>
      <MenuPart>
        <MenuItem glyph="paper" keys="H" run={turnGuide}>
          Guide to this page
        </MenuItem>
        <MenuItem glyph="fact" run={() => void navigate({ to: "/help" })}>
          Help
        </MenuItem>
        <MenuItem glyph="keys" keys="?" run={listKeys}>
          Keys
        </MenuItem>
        <MenuItem glyph="ring" run={() => keys.mutate(!single)}>
          Turn single-letter keys {single ? "off" : "on"}
        </MenuItem>
        <HomeItems me={me} />
      </MenuPart>
      <MenuPart>
        <MenuItem glyph="away" run={signOut}>
          Sign out
        </MenuItem>
      </MenuPart>
    </>
  );
}

function Avatar({ me, ...ways }: Ways & { readonly me: Me }) {
  const reveal = useReveal({
    label: "You, and how the window looks",
    width: 250,
    hover: false,
    content: () => <Choices me={me} {...ways} />,
  });
  return (
    <button type="button" className="avatar" {...reveal}>
      <span aria-hidden="true">{me.person.initials}</span>
      <span className="vh">
        {me.person.name}, {me.person.role}
      </span>
    </button>
  );
}

/** Who is signed in, how the window looks, its keys, and the way out. */
export function PersonMenu(ways: Ways) {
  const me = useMe();
  return me === undefined ? <span className="avatar" aria-hidden="true" /> : <Avatar me={me} {...ways} />;
}
