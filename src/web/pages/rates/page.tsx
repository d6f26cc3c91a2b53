import { Page } from "#web/shell/page.tsx";

export function RatesPage() {
  return <Page title="Rates">{null}</Page>;
}
