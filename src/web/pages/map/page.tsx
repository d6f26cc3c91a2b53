import { Page } from "#web/shell/page.tsx";

export function MapPage() {
  return <Page title="Money map">{null}</Page>;
}
