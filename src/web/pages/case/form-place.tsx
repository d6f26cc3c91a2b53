import { useEffect, useRef } from "react";
import { AskForm, AssignForm, CloseForm, NoteForm, ReasonForm, SnoozeForm, TaskForm } from "./act-forms.tsx";
import { CallForm } from "./call-form.tsx";
import { type Form, useDesk } from "./desk.ts";
import { AcceptForm, FloorForm, RejectForm, TakeBackForm } from "./negotiate/answer-forms.tsx";
import { OfferForm } from "./negotiate/offer-form.tsx";

function Inside({ form }: { readonly form: Form }) {
  switch (form.of) {
    case "note":
      return <NoteForm />;
    case "ask":
      return <AskForm />;
    case "call":
      return <CallForm />;
    case "task":
      return <TaskForm />;
    case "offer":
      return <OfferForm />;
    case "accept":
      return <AcceptForm offer={form.offer} />;
    case "reject":
      return <RejectForm offer={form.offer} />;
    case "take back":
      return <TakeBackForm offer={form.offer} />;
    case "floor":
      return <FloorForm />;
    case "assign":
      return <AssignForm />;
    case "snooze":
      return <SnoozeForm />;
    case "hold":
    case "release":
    case "reopen":
      return <ReasonForm of={form.of} />;
    case "close":
      return <CloseForm />;
    case "agreement":
      return null;
  }
}

/** Where a form opens: at the head of the rail. It takes the focus, and gives it back when it closes. */
export function FormPlace() {
  const { form, open } = useDesk();
  const box = useRef<HTMLDivElement>(null);
  const of = form?.of;
  const shown = of !== undefined && of !== "agreement";
  useEffect(() => {
    if (!shown) return;
    const before = document.activeElement;
    box.current?.querySelector<HTMLElement>("input, textarea, select")?.focus();
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [shown]);
  if (form === undefined || !shown) return null;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes the form, as its Cancel does
    <div ref={box} key={of} className="form-place" onKeyDown={(event) => event.key === "Escape" && open(undefined)}>
      <Inside form={form} />
    </div>
  );
}
