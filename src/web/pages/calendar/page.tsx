import { Page } from "#web/shell/page.tsx";

export function CalendarPage() {
  return <Page title="Calendar">{null}</Page>;
}
