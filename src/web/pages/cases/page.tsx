import { Page } from "#web/shell/page.tsx";

export function CasesPage() {
  return <Page title="Cases">{null}</Page>;
}
