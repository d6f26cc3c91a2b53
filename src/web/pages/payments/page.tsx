import { Page } from "#web/shell/page.tsx";

export function PaymentsPage() {
  return <Page title="Payments">{null}</Page>;
}
