import { useMutation } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { answered, api } from "#web/data/api.ts";
import { Button } from "#web/kit/button.tsx";
import { ProblemState } from "#web/kit/states.tsx";
import { Logo } from "#web/shell/logo.tsx";
import "./sign-in.css";

const route = getRouteApi("/sign-in");

/** The way in. The demo needs one click; other ways stand beside it. */
export function SignInPage() {
  const { back = "/map" } = route.useSearch();
  const demo = useMutation({
    mutationFn: () => answered(api.POST("/v1/demo/sign-in")),
    // Loaded anew, so that nothing of whoever was here before is left.
    onSuccess: () => location.assign(back),
  });
  return (
    <main className="sign-in" id="main">
      <title>Sign in · Parley</title>
      <h1 className="row">
        <Logo />
      </h1>
      <p className="verdict">Look around with invented data.</p>
      <p className="sm t2">Everything stays on this machine.</p>
      <div>
        <Button kind="primary" size="big" busy={demo.isPending} onClick={() => demo.mutate()}>
          Open the demo
        </Button>
      </div>
      {demo.isError && <ProblemState thrown={demo.error} />}
    </main>
  );
}
