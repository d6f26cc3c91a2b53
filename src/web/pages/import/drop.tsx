import { useNavigate } from "@tanstack/react-router";
import { type DragEvent, type ReactNode, useRef, useState } from "react";
import { Button } from "#web/kit/button.tsx";
import { Glyph } from "#web/kit/glyph.tsx";
import { type Dropped, filesOf, filesOfDrop } from "./dropped.ts";
import "./drop.css";

const holdsFiles = (event: DragEvent): boolean => [...event.dataTransfer.types].includes("Files");

/** The whole sheet takes files and folders. What can be dragged can be chosen by a button too. */
export function DropSheet({
  take,
  children,
}: {
  readonly take: (files: readonly Dropped[]) => void;
  readonly children: ReactNode;
}) {
  const [over, setOver] = useState(false);
  // A drag leaves a part when it enters another inside it; only the last leaving is one.
  const depth = useRef(0);
  const move = (event: DragEvent, by: number): void => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    depth.current = Math.max(0, depth.current + by);
    setOver(depth.current > 0);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is one way; the buttons inside are the other
    <div
      className={over ? "drop-sheet over" : "drop-sheet"}
      onDragEnter={(event) => move(event, 1)}
      onDragOver={(event) => holdsFiles(event) && event.preventDefault()}
      onDragLeave={(event) => move(event, -1)}
      onDrop={(event) => {
        event.preventDefault();
        depth.current = 0;
        setOver(false);
        void filesOfDrop(event.dataTransfer).then((files) => files.length > 0 && take(files));
      }}
    >
      {children}
      {over && (
        <div className="drop-here" aria-hidden="true">
          <p className="verdict">Let go to add them.</p>
        </div>
      )}
    </div>
  );
}

/** Buttons that choose files or a folder. */
export function Choose({
  take,
  primary,
}: {
  readonly take: (files: readonly Dropped[]) => void;
  readonly primary: boolean;
}) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const taken = (input: HTMLInputElement): void => {
    const found = filesOf(input.files ?? new DataTransfer().files);
    input.value = "";
    if (found.length > 0) take(found);
  };
  return (
    <>
      <input
        ref={files}
        type="file"
        multiple
        hidden
        aria-label="Files to import"
        onChange={(event) => taken(event.target)}
      />
      <input
        ref={folder}
        type="file"
        multiple
        hidden
        aria-label="Folder to import"
        {...{ webkitdirectory: "" }}
        onChange={(event) => taken(event.target)}
      />
      <Button kind={primary ? "primary" : "plain"} onClick={() => files.current?.click()}>
        <Glyph name="in" s />
        Choose files
      </Button>
      <Button onClick={() => folder.current?.click()}>Choose a folder</Button>
    </>
  );
}

/** Ways in for what is on paper. */
export function TypeButtons() {
  const navigate = useNavigate();
  return (
    <>
      <Button kind="quiet" onClick={() => void navigate({ to: "/import", search: { type: "eob" } })}>
        Type an EOB
      </Button>
      <Button kind="quiet" onClick={() => void navigate({ to: "/import", search: { type: "claim" } })}>
        Type a claim
      </Button>
    </>
  );
}
