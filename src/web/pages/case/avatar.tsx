import "./avatar.css";

/** Somebody as two letters, named aloud. `here` is a colleague who has the case open now. */
export function Avatar({
  of,
  here,
}: {
  readonly of: { readonly name: string; readonly initials: string } | null;
  readonly here?: string | undefined;
}) {
  return (
    <>
      <span
        className={here === undefined ? "avatar s" : "avatar s here"}
        title={here === undefined ? (of?.name ?? "Nobody") : `${here} is here`}
      >
        <span aria-hidden="true">{here ?? of?.initials ?? "–"}</span>
        <span className="vh">{here === undefined ? `Owner: ${of?.name ?? "nobody"}` : `${here} is here`}</span>
      </span>
      {here !== undefined && <span className="xs here-word">{here} is here</span>}
    </>
  );
}
