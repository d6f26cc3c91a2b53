import { Page } from "#web/shell/page.tsx";

export function CasePage() {
  return <Page title="Case">{null}</Page>;
}
