import { Page } from "#web/shell/page.tsx";

export function LawPage() {
  return <Page title="Law register">{null}</Page>;
}
