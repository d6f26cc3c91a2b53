import { Modal } from "@mantine/core";
import { useMutation } from "@tanstack/react-query";
import { useState, useSyncExternalStore } from "react";
import { answered, api, newKey } from "#web/data/api.ts";
import { useMe } from "#web/data/me.ts";
import { Button } from "#web/kit/button.tsx";
import { TextField } from "#web/kit/fields.tsx";
import { Refusal } from "./gate.tsx";
import { isAsked, settleProving, subscribeProving, watchDoor } from "./proving.ts";

watchDoor();

function Form() {
  const me = useMe();
  const hasCode = me?.secondFactor === true;
  const [byCode, setByCode] = useState(hasCode);
  const [text, setText] = useState("");
  const prove = useMutation({
    mutationFn: () => {
      const body = byCode ? { code: text.trim() } : { password: text };
      return answered(api.POST("/v1/prove", { params: { header: newKey() }, body }));
    },
    onSuccess: () => settleProving(true),
  });
  if (me?.password === false && !hasCode)
    return (
      <div className="stack">
        <p className="sm">
          You come in by a provider. Sign out and in again, then do this within ten minutes; or set up a code under
          Settings, Security.
        </p>
        <div>
          <Button onClick={() => settleProving(false)}>Leave it</Button>
        </div>
      </div>
    );
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        prove.mutate();
      }}
    >
      <p className="sm t2">This act asks who is here. It is good for ten minutes.</p>
      <TextField
        key={String(byCode)}
        label={byCode ? "Code of the second factor" : "Password"}
        type={byCode ? "text" : "password"}
        autoComplete={byCode ? "one-time-code" : "current-password"}
        {...(byCode ? { inputMode: "numeric" as const } : {})}
        data-autofocus
        required
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Refusal thrown={prove.error} />
      <div className="row wrap mt2">
        <Button type="submit" kind="primary" busy={prove.isPending} disabled={text === ""}>
          Go on
        </Button>
        <Button kind="quiet" onClick={() => settleProving(false)}>
          Leave it
        </Button>
        {hasCode && (
          <Button
            kind="quiet"
            size="small"
            onClick={() => {
              setByCode(!byCode);
              setText("");
            }}
          >
            {byCode ? "Use the password" : "Use a code"}
          </Button>
        )}
      </div>
    </form>
  );
}

/** "Is it still you?", over whatever page asked; mounted once by the frame. */
export function StepUpPlace() {
  const isOpen = useSyncExternalStore(subscribeProving, isAsked);
  return (
    <Modal
      opened={isOpen}
      onClose={() => settleProving(false)}
      title="Is it still you?"
      size={400}
      centered
      closeButtonProps={{ "aria-label": "Close" }}
    >
      {isOpen && <Form />}
    </Modal>
  );
}
