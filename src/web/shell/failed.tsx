import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { Button, buttonClass } from "#web/kit/button.tsx";
import { Empty, ProblemState } from "#web/kit/states.tsx";
import { Page } from "./page.tsx";

/** A page that failed: the rest of the window goes on. */
export function PageFailed({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const queries = useQueryErrorResetBoundary();
  const again = () => {
    queries.reset();
    reset();
    void router.invalidate();
  };
  return (
    <Page title="This page failed">
      <div className="pad">
        <ProblemState thrown={error} retry={again}>
          <Button kind="quiet" onClick={() => location.reload()}>
            Load the window anew
          </Button>
        </ProblemState>
      </div>
    </Page>
  );
}

export function NotFound() {
  return (
    <Page title="Nothing here">
      <div className="pad">
        <Empty says="There is no page at this address." more="A case is found by its number, claim, payer or patient.">
          <Link to="/queue" className={buttonClass()}>
            Go to the queue
          </Link>
        </Empty>
      </div>
    </Page>
  );
}
