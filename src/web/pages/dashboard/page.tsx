import { Page } from "#web/shell/page.tsx";

export function DashboardPage() {
  return <Page title="Dashboard">{null}</Page>;
}
