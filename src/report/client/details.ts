/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/** Opens what a reader goes to: a link leads into closed details, and paper has nothing to click on. */

export function openWhatIsMeant(page: Document): void {
  const view = page.defaultView!;
  const openTarget = () => {
    const target = page.getElementById(decodeURIComponent(view.location.hash.slice(1)));
    const details = target?.closest("details");
    if (!details) return;
    details.open = true;
    details.querySelector("summary")?.focus();
  };
  view.addEventListener("hashchange", openTarget);
  view.addEventListener("beforeprint", () => {
    for (const details of page.querySelectorAll("details")) details.open = true;
  });
  openTarget();
}
