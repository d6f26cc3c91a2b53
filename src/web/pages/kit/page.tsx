import { Page } from "#web/shell/page.tsx";

export function KitPage() {
  return <Page title="Kit">{null}</Page>;
}
