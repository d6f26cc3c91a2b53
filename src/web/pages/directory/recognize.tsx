import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { Button } from "#web/kit/button.tsx";
import { TextArea } from "#web/kit/fields.tsx";
import { ProblemState } from "#web/kit/states.tsx";
import { type Recognized, recognize } from "./directory-data.ts";

export function Clues({ of }: { readonly of: Recognized["clues"] }) {
  return (
    <ul className="sm t2">
      {of.map((c) => (
        <li key={`${c.where} ${c.from}`}>
          <q className="m">{c.words}</q> in {c.where}, characters {c.from + 1} to {c.to}, {c.sure}
          {c.doubt !== null && `. ${c.doubt}`}
        </li>
      ))}
    </ul>
  );
}

/** Text of an EOB or letter, pasted: who is named in it. It is compared with names and not kept. */
export function Recognize() {
  const [text, setText] = useState("");
  const ask = useMutation({ mutationFn: () => recognize(text) });
  return (
    <section className="said-part" aria-label="Who is named in a text">
      <h2>Who priced it?</h2>
      <form
        className="mt1"
        onSubmit={(event) => {
          event.preventDefault();
          ask.mutate();
        }}
      >
        <TextArea
          label="Text of an EOB or a letter"
          help="It is compared with the names of the directory. It is not kept, and nothing in it is followed."
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
        <p className="mt2">
          <Button type="submit" size="small" busy={ask.isPending} disabled={text.trim() === ""}>
            Recognize
          </Button>
        </p>
      </form>
      <div role="status" className="mt2">
        {ask.data !== undefined && <p className="sm">{ask.data.says}</p>}
        {ask.data?.found.map((r) => (
          <div key={r.id} className="mt2">
            <Link to="/directory" search={{ of: r.id }} className="m">
              {r.name}
            </Link>
            <span className="sm t2">, {r.sure}</span>
            <Clues of={r.clues} />
          </div>
        ))}
      </div>
      {ask.isError && <ProblemState thrown={ask.error} />}
    </section>
  );
}
